//! Texts for the tests, about invented countries: a dispatch, the words by which it is reworded, and
//! what other hands wrote of the same day.

/// A dispatch of eight paragraphs.
pub(super) const DISPATCH: &str = "\
Arvenia and Bostria agree to open the Kell crossing, leave the river line for later

Arvenia and Bostria agreed on Tuesday to open the crossing at Kell for three hours a day, the first \
step of its kind since shelling closed the bridge in the spring of last year.

The delegations met in an old grain store above the harbour of Tressa, with the Calderine mediator \
Orsa Pell at the head of the table. The session had been called for 10:30 and began at 11:15. It \
ended shortly before 16:00, according to two people who sat in the room.

Arvenian Foreign Minister Imre Dovan said that families on both banks would be able to visit \
relatives without a permit. \u{201c}We asked for a whole day and we got three hours, which is three more \
than yesterday,\u{201d} he told reporters on the steps of the building.

Bostria's chief delegate, Lia Sandre, described the outcome as modest but useful. She confirmed that \
her government would remove the concrete blocks on the eastern side and would send engineers to \
examine the bridge before the end of the week.

The question of the river line was left aside. Arvenia wants the frontier to follow the middle of \
the water, while Bostria insists on the western bank as it was drawn on the map of 1954. Neither \
side gave any sign that it was prepared to move.

Pell urged both governments to keep the promises they had made in front of her. She proposed that a \
small team of observers should count the people who cross and publish the figure every Friday.

About 4,200 people used the bridge each day before it was closed, officials in Kell said. Traders on \
the western bank complained that their stores had stood empty for fourteen months and that nobody \
had paid them for the goods they lost.

A further round is planned for the second week of June. The place has not been chosen, but both \
delegations said that they would rather not come back to Tressa, where the hotel was cold and the \
telephone did not work.
";

/// Words and what a rewriter puts in their place.
pub(super) const SYNONYMS: &[(&str, &str)] = &[
    ("agree", "consent"),
    ("open", "unlock"),
    ("leave", "postpone"),
    ("later", "afterwards"),
    ("agreed", "consented"),
    ("crossing", "checkpoint"),
    ("hours", "intervals"),
    ("first", "initial"),
    ("step", "move"),
    ("kind", "sort"),
    ("shelling", "bombardment"),
    ("closed", "shut"),
    ("delegations", "teams"),
    ("met", "gathered"),
    ("old", "ancient"),
    ("grain", "corn"),
    ("store", "depot"),
    ("above", "overlooking"),
    ("harbour", "port"),
    ("mediator", "broker"),
    ("head", "top"),
    ("session", "sitting"),
    ("called", "scheduled"),
    ("began", "commenced"),
    ("ended", "finished"),
    ("shortly", "just"),
    ("people", "persons"),
    ("sat", "were"),
    ("room", "chamber"),
    ("said", "stated"),
    ("families", "households"),
    ("banks", "shores"),
    ("able", "allowed"),
    ("visit", "see"),
    ("relatives", "kin"),
    ("permit", "licence"),
    ("asked", "pressed"),
    ("whole", "full"),
    ("reporters", "journalists"),
    ("steps", "stairs"),
    ("building", "structure"),
    ("chief", "main"),
    ("delegate", "envoy"),
    ("described", "characterised"),
    ("outcome", "result"),
    ("modest", "small"),
    ("useful", "helpful"),
    ("confirmed", "verified"),
    ("government", "cabinet"),
    ("remove", "clear"),
    ("concrete", "cement"),
    ("blocks", "barriers"),
    ("side", "flank"),
    ("send", "dispatch"),
    ("engineers", "technicians"),
    ("examine", "inspect"),
    ("end", "close"),
    ("question", "matter"),
    ("left", "put"),
    ("wants", "desires"),
    ("frontier", "border"),
    ("follow", "trace"),
    ("middle", "centre"),
    ("insists", "holds"),
    ("bank", "shore"),
    ("drawn", "traced"),
    ("gave", "offered"),
    ("sign", "hint"),
    ("prepared", "willing"),
    ("move", "shift"),
    ("urged", "pressed"),
    ("governments", "cabinets"),
    ("keep", "honour"),
    ("promises", "pledges"),
    ("made", "given"),
    ("proposed", "suggested"),
    ("small", "compact"),
    ("team", "group"),
    ("observers", "monitors"),
    ("count", "tally"),
    ("cross", "pass"),
    ("publish", "release"),
    ("figure", "total"),
    ("used", "employed"),
    ("officials", "functionaries"),
    ("traders", "merchants"),
    ("complained", "lamented"),
    ("stores", "shops"),
    ("stood", "remained"),
    ("empty", "bare"),
    ("months", "moons"),
    ("paid", "compensated"),
    ("goods", "wares"),
    ("lost", "forfeited"),
    ("further", "additional"),
    ("round", "meeting"),
    ("planned", "slated"),
    ("place", "venue"),
    ("chosen", "picked"),
    ("come", "return"),
    ("hotel", "inn"),
    ("cold", "chilly"),
    ("telephone", "phone"),
    ("bridge", "span"),
    ("spring", "springtime"),
    ("week", "fortnight"),
    ("map", "chart"),
];

/// Five other hands on the same day. They share names, figures and a short quotation.
pub(super) const ACCOUNTS: [&str; 5] = [
    "Kell bridge to reopen, three hours at a time\n\n\
     After a long afternoon in Tressa the two neighbours have something to show: from next week \
     people may walk over the bridge at Kell again, for three hours a day. Imre Dovan, who speaks for \
     Arvenia, made no secret of having wanted more.\n\n\
     \u{201c}We asked for a whole day and we got three hours,\u{201d} the foreign minister remarked.\n\n\
     His counterpart Lia Sandre was brief. Bostria will clear its side, she promised, and its \
     engineers will look at the pillars. On the border in the river nothing changed, as everybody \
     had expected. Orsa Pell, the mediator from Calder, wants someone to count who comes and goes.\n\n\
     In Kell itself they remember that 4,200 walked across daily until fourteen months ago. A baker \
     told this paper that he would believe it when he saw the first customer.\n",
    "TRESSA: Talks end with a crossing and without a line\n\n\
     The grain store at the harbour is no palace. There Arvenia and Bostria sat down at 11:15 on \
     Tuesday, three quarters of an hour late, and rose before 16:00 with one paper in hand. It says \
     that Kell will be passable again, though only briefly each day.\n\n\
     What it does not say is longer. No word about the map of 1954, which Bostria holds dear; no \
     word about the middle of the Orle, on which Arvenia builds its case. Diplomats call this \
     \u{201c}sequencing\u{201d}. Others call it putting off.\n\n\
     Lia Sandre spoke of a modest result. Imre Dovan counted: yesterday none, tomorrow three. He \
     thanked Orsa Pell. She asked for observers and for a number every Friday. June will see another \
     meeting, somewhere with heating.\n",
    "What Tuesday means for the market towns\n\n\
     My grandmother sold cheese in Kell when 4,200 souls crossed there between breakfast and dark. \
     I thought of her when Imre Dovan came down those stairs and announced three hours.\n\n\
     Three hours is enough to buy bread and too little to sell any. The merchants of the west bank \
     have had empty shelves for fourteen months; not a crown in damages has reached them, and the \
     agreement does not mention it. Lia Sandre's engineers may find the bridge sound. They will not \
     find the trade that left.\n\n\
     Still, somebody moved. Orsa Pell has managed in a cold hotel what two ministries could not do in \
     a warm one. If her people really stand there every Friday with a counter, we shall at least \
     know how small the thing is.\n",
    "Bostrian state radio, evening bulletin\n\n\
     Bostria has shown good will, the leader of its delegation said tonight. Lia Sandre informed the \
     nation that barriers on our side of Kell will be taken away and that specialists travel there \
     within days.\n\n\
     Arvenia had demanded an opening from morning to night, which could not be granted for reasons \
     of safety. The frontier remains where the treaty map of 1954 has it: on the western bank.\n\n\
     The delegation thanks the Calderine side, and Mrs Pell in person, for her patience. Mr Dovan of \
     Arvenia was quoted with the words \u{201c}we asked for a whole day and we got three hours\u{201d}. \
     The next conversation takes place in June.\n",
    "Briefing note: the Kell arrangement of Tuesday\n\n\
     1. Content. A daily window of three hours for persons on foot; no permits for visits among \
     families; removal of obstacles by Bostria; a technical survey of the bridge this week.\n\n\
     2. Not covered. Compensation for traders, the line in the river (Arvenia: median; Bostria: west \
     bank, 1954), vehicles.\n\n\
     3. Monitoring. Mediator Orsa Pell suggests a count with weekly publication. Neither Imre Dovan \
     nor Lia Sandre objected, as far as participants recall.\n\n\
     4. Assessment. With 4,200 crossings a day before the closure, the window can serve perhaps a \
     fifth of the old traffic. Next round: mid-June, venue open.\n",
];

/// The agency takes its dispatch back.
pub(super) const RETRACTION: &str = "\
Valley Wire withdraws its report on the Kell crossing

Valley Wire withdraws its report of Tuesday that Arvenia and Bostria agreed to open the crossing at \
Kell for three hours a day. Neither delegation has confirmed it.

The report said that families on both banks would be able to visit relatives without a permit, and \
that Bostria would remove the concrete blocks on the eastern side. These statements came from one \
person who was not in the room. Please do not use the text. We regret the error.
";

/// Two paragraphs of the dispatch among six of the paper's own.
pub(super) const OWN: [&str; 6] = [
    "The ferry to Port Sorrel is late again, and the harbour master blames the silt.",
    "Residents of Upper Marn held a small fair on Sunday. There was music, and a pig was won by a \
     schoolteacher who does not eat meat.",
    "Asked about the news from the talks, the mayor shrugged. He has heard of openings before, he \
     said, and his nephew is still on the other bank with two cows and no letter since winter.",
    "Bread costs a third more than in autumn. The mill says that flour comes by the long road now, \
     through Vint, and that drivers ask for danger money at every bend.",
    "A reader writes that the church clock has been wrong since the storm. The council answers that \
     the man who knew how to wind it has moved away.",
    "Rain is expected until Thursday, then wind. Fishermen are advised to stay inside the mole.",
];

/// An interview about the dispatch.
pub(super) const INTERVIEW: &str = "\
\u{201c}Small doors are easier to shut\u{201d}: a talk with Teo Garrow

Courier: The article mentions that families on both banks would be able to visit relatives without a \
permit. Is that new?

Garrow: It is old and it is good. My father crossed like that, with a basket and a bad temper. \
Nobody asked him anything.

Courier: According to the report, Lia Sandre said that Bostria would remove concrete blocks on the \
eastern side and send engineers to the bridge before the week ends. Do you believe it?

Garrow: I believe in cranes when I hear them. Ask me on Saturday.
";
