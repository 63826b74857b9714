//! The states and moves of a model as one SVG picture, with no date in it and nothing from outside.

use std::f64::consts::TAU;

use weigh::conflict::Scene;

use super::board::Board;
use super::facts::Facts;
use super::words::concept;

/// More states make no picture that anybody can read.
const MOST: usize = 150;
/// More moves than this are left to those that are improvements.
const MOST_MOVES: usize = 600;
/// Colours that differ in lightness too; each decision maker has a dash of its own besides.
const COLOURS: [&str; 6] = ["#0b5fa5", "#b5490b", "#3a7d1e", "#7b3fa0", "#8a6d00", "#5a5a5a"];
const DASHES: [&str; 6] = ["", "7 3", "2 3", "9 3 2 3", "12 4", "1 4"];

struct Picture<'a> {
    board: &'a Board<'a>,
    facts: &'a Facts,
    middle: f64,
    ring: f64,
    node: f64,
}

/// Draws it: states on a circle, an arrow for each move that is better for the one who moves.
pub(super) fn graph(board: &Board<'_>, facts: &Facts) -> anyhow::Result<String> {
    let states = board.conflict.states();
    if states > MOST {
        anyhow::bail!(
            "{states} states are too many for a picture; at most {MOST} are drawn. Add rules, or draw \
             a smaller model"
        );
    }
    let node = 17.0;
    let ring = (real(states) * node * 2.9 / TAU).max(150.0);
    let middle = ring + 80.0;
    let picture = Picture { board, facts, middle, ring, node };
    Ok(picture.drawn())
}

/// Counts here are far below what a floating-point number holds.
fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

impl Picture<'_> {
    fn drawn(&self) -> String {
        let (width, legend) = (self.middle * 2.0, real(self.board.conflict.makers()) * 18.0 + 70.0);
        let height = width + legend;
        let title = self.board.entry.title.as_deref().unwrap_or(&self.board.entry.name);
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
             viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" font-family=\"sans-serif\" \
             font-size=\"11\">\n<title>{}</title>\n\
             <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n",
            plain(&format!("States and moves: {title}"))
        );
        self.arrows(&mut out);
        for state in 0..u32::try_from(self.board.conflict.states()).unwrap_or_default() {
            self.node(&mut out, state);
        }
        self.legend(&mut out, width);
        out += "</svg>\n";
        out
    }

    fn place(&self, state: Scene) -> (f64, f64) {
        let share = f64::from(state) / real(self.board.conflict.states().max(1));
        let (sine, cosine) = (share * TAU).sin_cos();
        (self.middle + self.ring * sine, self.middle - self.ring * cosine)
    }

    fn arrows(&self, out: &mut String) {
        let conflict = &self.board.conflict;
        let states = 0..u32::try_from(conflict.states()).unwrap_or_default();
        let makers = 0..conflict.makers();
        let moves = |maker: usize, from: Scene| {
            conflict.improvements(maker, from).into_iter().map(move |to| (maker, from, to))
        };
        let all = states.flat_map(|from| makers.clone().flat_map(move |maker| moves(maker, from)));
        for (maker, from, to) in all.take(MOST_MOVES) {
            let ((x0, y0), (x1, y1)) = (self.place(from), self.place(to));
            let length = (x1 - x0).hypot(y1 - y0).max(1.0);
            let (dx, dy) = ((x1 - x0) / length, (y1 - y0) / length);
            // Beside the straight line, so that the way back is seen too.
            let aside = 5.0 + 3.0 * real(maker);
            let (mx, my) = (f64::midpoint(x0, x1), f64::midpoint(y0, y1));
            let (bx, by) = (mx - dy * aside * 2.0, my + dx * aside * 2.0);
            let (sx, sy) = (x0 + dx * self.node, y0 + dy * self.node);
            let (tx, ty) = (x1 - dx * (self.node + 5.0), y1 - dy * (self.node + 5.0));
            let (colour, dash) = (COLOURS[maker % 6], DASHES[maker % 6]);
            put_line!(
                out,
                "<path d=\"M{sx:.1} {sy:.1}Q{bx:.1} {by:.1} {tx:.1} {ty:.1}\" fill=\"none\" \
                 stroke=\"{colour}\" stroke-width=\"1.3\" stroke-dasharray=\"{dash}\"/>"
            );
            // The head of the arrow, along the end of the curve.
            let bend = (tx - bx).hypot(ty - by).max(1.0);
            let (ex, ey) = ((tx - bx) / bend, (ty - by) / bend);
            put_line!(
                out,
                "<path d=\"M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}Z\" fill=\"{colour}\"/>",
                tx + ex * 5.0,
                ty + ey * 5.0,
                tx - ey * 3.5,
                ty + ex * 3.5,
                tx + ey * 3.5,
                ty - ex * 3.5
            );
        }
    }

    fn node(&self, out: &mut String, state: Scene) {
        let (x, y) = self.place(state);
        let by: Vec<&str> = self.facts.concepts(state).into_iter().map(concept).collect();
        // Darker where more concepts hold; white text on dark.
        let (fill, ink) = match by.len() {
            0 => ("#ffffff", "#000000"),
            1 | 2 => ("#dddddd", "#000000"),
            3 | 4 => ("#999999", "#000000"),
            _ => ("#333333", "#ffffff"),
        };
        let here = self.board.conflict.status_quo() == Some(state);
        let width = if here { "3" } else { "1" };
        let words = self.board.in_words(state);
        let tip = format!("State {}. {words}. {}", self.board.state(state), by.join(" "));
        put_line!(
            out,
            "<g><title>{}</title><circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{}\" fill=\"{fill}\" \
             stroke=\"#000000\" stroke-width=\"{width}\"/><text x=\"{x:.1}\" y=\"{:.1}\" \
             text-anchor=\"middle\" fill=\"{ink}\">{}</text></g>",
            plain(&tip),
            self.node,
            y + 4.0,
            u64::from(state) + 1
        );
        let (out_x, out_y) = (x - self.middle, y - self.middle);
        let far = (self.ring + self.node + 6.0) / self.ring;
        let anchor = if out_x > 20.0 {
            "start"
        } else if out_x < -20.0 {
            "end"
        } else {
            "middle"
        };
        let name = self.board.conflict.state_name(state).map(str::to_owned);
        let label = name.unwrap_or_else(|| self.board.conflict.signs(state));
        put_line!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\" font-size=\"9\">{}</text>",
            self.middle + out_x * far,
            self.middle + out_y * far + 3.0,
            plain(&label)
        );
    }

    fn legend(&self, out: &mut String, top: f64) {
        for maker in 0..self.board.conflict.makers() {
            let y = top + 14.0 + 18.0 * real(maker);
            let (colour, dash) = (COLOURS[maker % 6], DASHES[maker % 6]);
            put_line!(
                out,
                "<path d=\"M20 {y:.0}H60\" stroke=\"{colour}\" stroke-width=\"2\" \
                 stroke-dasharray=\"{dash}\"/><text x=\"68\" y=\"{:.0}\">better for {}, who moves</text>",
                y + 4.0,
                plain(self.board.conflict.maker(maker))
            );
        }
        let y = top + 22.0 + 18.0 * real(self.board.conflict.makers());
        put_line!(
            out,
            "<text x=\"20\" y=\"{y:.0}\">Darker: an equilibrium by more concepts. Thick edge: the status \
             quo. Y on, N off.</text>"
        );
    }
}

/// As it may stand in XML.
fn plain(text: &str) -> String {
    let text = crate::brief::harmless(text);
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
