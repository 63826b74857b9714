//! The timeline as a drawing: a lane for each sort of thing, long empty stretches cut short.

use std::collections::BTreeMap;

use askama::Template;
use jiff::civil::Date;
use model::{Grain, When};

use super::tree::{Lane, Point};
use super::words::{date, month};

/// Room for the names of the lanes.
const LEFT: i64 = 150;
/// Where the last day stands.
const RIGHT: i64 = 930;
/// Height of a lane.
const LANE: i64 = 30;
/// Days after which an empty stretch is cut short.
const LONGEST_GAP: i64 = 21;
/// Room that a day's label needs.
const LABEL: i64 = 72;

#[derive(Template)]
#[template(path = "brief/timeline.svg")]
struct Drawing {
    height: i64,
    axis: i64,
    left: i64,
    right: i64,
    lanes: Vec<LaneView>,
    dots: Vec<Dot>,
    ticks: Vec<Tick>,
    breaks: Vec<Break>,
}

struct LaneView {
    name: &'static str,
    y: i64,
}

struct Dot {
    x: i64,
    y: i64,
    planned: bool,
    point: usize,
    title: String,
}

struct Tick {
    x: i64,
    label: String,
}

struct Break {
    x: i64,
    title: String,
}

/// Draws the points; each dot links to `#t-N`, the place of its point in the list from 1. Nothing
/// is drawn without points.
pub(super) fn timeline_svg(points: &[Point]) -> Result<String, askama::Error> {
    let mut days: BTreeMap<Date, bool> = BTreeMap::new();
    for when in points.iter().filter_map(|point| point.line.when) {
        *days.entry(spot(when)).or_default() |= when.grain() >= Grain::Day;
    }
    let (days, exact): (Vec<Date>, Vec<bool>) = days.into_iter().unzip();
    let used: Vec<Lane> =
        Lane::ALL.into_iter().filter(|lane| points.iter().any(|p| p.lane == *lane)).collect();
    if days.is_empty() || used.is_empty() {
        return Ok(String::new());
    }
    let (places, breaks) = places(&days);
    let lane_y = |lane: Lane| {
        let at = used.iter().position(|known| *known == lane).unwrap_or(0);
        i64::try_from(at).unwrap_or(0) * LANE + 20
    };
    let axis = i64::try_from(used.len()).unwrap_or(0) * LANE + 12;
    let drawing = Drawing {
        height: axis + 34,
        axis,
        left: LEFT,
        right: RIGHT,
        lanes: used.iter().map(|lane| LaneView { name: lane.name(), y: lane_y(*lane) }).collect(),
        dots: dots(points, &days, &places, lane_y),
        ticks: ticks(&days, &exact, &places),
        breaks,
    };
    drawing.render()
}

/// The day at which something stands: in the middle of its month or year when no more is known.
fn spot(when: When) -> Date {
    let first = when.first_day();
    let middle = match when.grain() {
        Grain::Year => Date::new(first.year(), 7, 1),
        Grain::Month => Date::new(first.year(), first.month(), 15),
        Grain::Day | Grain::Minute => Ok(first),
    };
    middle.unwrap_or(first)
}

/// The place of each day, and where a stretch was cut.
fn places(days: &[Date]) -> (Vec<i64>, Vec<Break>) {
    let gaps: Vec<i64> = days
        .iter()
        .zip(days.iter().skip(1))
        .map(|(a, b)| a.until(*b).map_or(1, |span| i64::from(span.get_days())))
        .collect();
    let shown = |gap: i64| gap.clamp(1, LONGEST_GAP);
    let whole: i64 = gaps.iter().map(|gap| shown(*gap)).sum::<i64>().max(1);
    let place = |units: i64| LEFT + 12 + (RIGHT - LEFT - 24) * units / whole;
    let mut units = 0;
    let mut places = vec![place(0)];
    let mut breaks = Vec::new();
    for gap in gaps {
        let before = place(units);
        units += shown(gap);
        places.push(place(units));
        if gap > LONGEST_GAP {
            let title = format!("{gap} days, cut short");
            breaks.push(Break { x: i64::midpoint(before, place(units)), title });
        }
    }
    (places, breaks)
}

fn dots(points: &[Point], days: &[Date], places: &[i64], lane_y: impl Fn(Lane) -> i64) -> Vec<Dot> {
    let mut dots: Vec<Dot> = Vec::new();
    let mut last: Option<(Lane, When, bool)> = None;
    // Points come by day and lane, so that those of one dot stand together or nearly so.
    for (nth, point) in points.iter().enumerate() {
        let Some(day) = point.line.when.map(When::to_day) else { continue };
        let Some(x) = days.binary_search(&spot(day)).ok().and_then(|at| places.get(at)) else {
            continue;
        };
        let words = [point.line.label.as_str(), point.line.text.as_str()];
        let words: Vec<&str> = words.into_iter().filter(|text| !text.is_empty()).collect();
        let words = words.join(": ");
        let key = (point.lane, day, point.planned);
        if last == Some(key)
            && let Some(dot) = dots.last_mut()
        {
            dot.title.push_str("; ");
            dot.title.push_str(&words);
        } else {
            dots.push(Dot {
                x: *x,
                y: lane_y(point.lane),
                planned: point.planned,
                point: nth + 1,
                title: format!("{}: {words}", date(day)),
            });
        }
        last = Some(key);
    }
    dots
}

/// As many days as there is room for; the year where it changes.
fn ticks(days: &[Date], exact: &[bool], places: &[i64]) -> Vec<Tick> {
    let mut ticks: Vec<Tick> = Vec::new();
    let mut year = None;
    for ((day, exact), x) in days.iter().zip(exact).zip(places) {
        if ticks.last().is_some_and(|tick| x - tick.x < LABEL) {
            continue;
        }
        let short: String = month(day.month()).chars().take(3).collect();
        let label = if *exact { format!("{} {short}", day.day()) } else { short };
        let label =
            if year == Some(day.year()) { label } else { format!("{label} {}", day.year()) };
        year = Some(day.year());
        ticks.push(Tick { x: *x, label });
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::tree::Line;

    fn point(when: &str) -> Point {
        let line = Line::on(Vec::new()).when(When::parse(when)).text("<b>");
        Point { lane: Lane::Round, planned: false, line }
    }

    #[test]
    fn years_without_news_are_cut_short_and_everything_stays_inside() {
        let points: Vec<Point> =
            ["2022-03-29", "2025", "2025-05-16", "2025-06-02", "2025-06-02T14:44"]
                .map(point)
                .into();
        let drawn = timeline_svg(&points).expect("it renders");
        assert_eq!(drawn.matches("<circle").count(), 4, "one dot for one day");
        assert!(drawn.contains("days, cut short"));
        assert!(drawn.contains("29 Mar 2022") && !drawn.contains("<b>"));
        let places = drawn.split("cx=\"").skip(1).filter_map(|rest| rest.split('"').next());
        for place in places {
            let x: i64 = place.parse().expect("a number");
            assert!((LEFT..=RIGHT).contains(&x));
        }
    }

    #[test]
    fn nothing_is_drawn_without_points() {
        assert_eq!(timeline_svg(&[]).expect("it renders"), "");
        assert!(timeline_svg(&[point("2025-06-02")]).expect("it renders").contains("<circle"));
    }
}
