//! The frontier as a drawing: two parties, all undominated results, the named solutions, and what each
//! has without a deal. The colours are those of Okabe and Ito (2008), which colour-blind readers can
//! tell apart; each solution has its own sign as well.

use plotters::coord::Shift;
use plotters::prelude::*;

use super::best::Best;
use super::matter::short;

const SIZE: (u32, u32) = (860, 620);
const FONT: &str = "sans-serif";
const INK: RGBColor = RGBColor(40, 40, 40);
const GREY: RGBColor = RGBColor(140, 140, 140);
/// Nash, Kalai-Smorodinsky, egalitarian, utilitarian.
const COLOURS: [RGBColor; 4] =
    [RGBColor(0, 114, 178), RGBColor(213, 94, 0), RGBColor(0, 158, 115), RGBColor(204, 121, 167)];

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// The drawing as SVG.
pub(super) fn svg(best: &Best<'_>, axes: Option<&str>) -> anyhow::Result<String> {
    let (left, up) = parties(best, axes)?;
    let mut text = String::new();
    {
        let area = SVGBackend::with_string(&mut text, SIZE).into_drawing_area();
        draw(best, left, up, &area).map_err(|why| anyhow::anyhow!("cannot draw: {why}"))?;
        area.present().map_err(|why| anyhow::anyhow!("cannot draw: {why}"))?;
    }
    Ok(text)
}

/// The places of the two parties that somebody asked for.
fn parties(best: &Best<'_>, axes: Option<&str>) -> anyhow::Result<(usize, usize)> {
    let names = || best.matter.space.parties().iter().zip(&best.matter.parties);
    if names().count() < 2 {
        anyhow::bail!("a drawing needs two parties");
    }
    let Some(axes) = axes else { return Ok((0, 1)) };
    let place = |wanted: &str| {
        let same = |name: &str| name.to_lowercase() == wanted.trim().to_lowercase();
        names().position(|(party, name)| same(&party.name) || same(name)).ok_or_else(|| {
            let all: Vec<&str> = names().map(|(party, _)| party.name.as_str()).collect();
            anyhow::anyhow!("--axes: there is no party \"{wanted}\"; there are {}", all.join(", "))
        })
    };
    let Some((left, up)) = axes.split_once(',') else {
        anyhow::bail!("--axes takes two parties with a comma between them: ru,ua");
    };
    let (left, up) = (place(left)?, place(up)?);
    if left == up {
        anyhow::bail!("--axes takes two different parties");
    }
    Ok((left, up))
}

type Drawn = Result<(), Box<dyn std::error::Error>>;

fn draw(best: &Best<'_>, left: usize, up: usize, area: &Area<'_>) -> Drawn {
    let number = |list: &[weigh::Exact], party: usize| {
        list.get(party).map(weigh::Exact::to_f64).unwrap_or_default()
    };
    let points: Vec<(f64, f64)> = (0..best.frontier.len())
        .map(|at| best.utility(at))
        .map(|worth| (number(&worth, left), number(&worth, up)))
        .collect();
    let without =
        (number(&best.solutions.disagreement, left), number(&best.solutions.disagreement, up));
    area.fill(&WHITE)?;
    let all = || points.iter().chain([&without]);
    let (x, y) = (range(all().map(|point| point.0)), range(all().map(|point| point.1)));
    let name = |party: usize| best.matter.parties.get(party).map_or("", String::as_str);
    let (plot, legend) = area.split_vertically(SIZE.1 - 130);
    let mut chart = ChartBuilder::on(&plot)
        .caption(&best.matter.title, (FONT, 18).into_font().color(&INK))
        .margin(14)
        .x_label_area_size(44)
        .y_label_area_size(58)
        .build_cartesian_2d(x.clone(), y.clone())?;
    chart
        .configure_mesh()
        .light_line_style(WHITE)
        .bold_line_style(RGBColor(225, 225, 225))
        .x_desc(format!("worth to {}", name(left)))
        .y_desc(format!("worth to {}", name(up)))
        .label_style((FONT, 13).into_font().color(&INK))
        .axis_desc_style((FONT, 14).into_font().color(&INK))
        .draw()?;
    let line = GREY.stroke_width(1);
    chart.draw_series(LineSeries::new([(without.0, y.start), (without.0, y.end)], line))?;
    chart.draw_series(LineSeries::new([(x.start, without.1), (x.end, without.1)], line))?;
    chart.draw_series(points.iter().map(|at| Circle::new(*at, 3, GREY.filled())))?;
    for (which, (_, _, _, one)) in best.named().into_iter().enumerate() {
        let chosen = one.points.iter().filter_map(|at| points.get(*at));
        let style = stroke(which);
        // Signs lie around one another, so that none hides another.
        match which {
            0 => chart.draw_series(chosen.map(|at| Circle::new(*at, 6, style)))?,
            1 => chart.draw_series(chosen.map(|at| Circle::new(*at, 10, style)))?,
            2 => chart.draw_series(chosen.map(|at| TriangleMarker::new(*at, 13, style)))?,
            _ => chart.draw_series(chosen.map(|at| Cross::new(*at, 7, style)))?,
        };
    }
    key(best, &legend)
}

fn stroke(which: usize) -> ShapeStyle {
    COLOURS.get(which).copied().unwrap_or(INK).stroke_width(2)
}

/// A little more than all the numbers need.
fn range(numbers: impl Iterator<Item = f64> + Clone) -> std::ops::Range<f64> {
    let low = numbers.clone().fold(f64::INFINITY, f64::min);
    let high = numbers.fold(f64::NEG_INFINITY, f64::max);
    let room = if high > low { (high - low) * 0.06 } else { 0.5 };
    low - room..high + room
}

/// What the signs mean, with the worths.
fn key(best: &Best<'_>, area: &Area<'_>) -> Drawn {
    let letters = (FONT, 13).into_font().color(&INK);
    let mut down = 8;
    for (which, (_, name, _, one)) in best.named().into_iter().enumerate() {
        let mut worths: Vec<String> = one
            .points
            .iter()
            .take(3)
            .map(|at| {
                let each: Vec<String> = best.utility(*at).iter().map(short).collect();
                format!("({})", each.join(", "))
            })
            .collect();
        if one.points.len() > worths.len() {
            worths.push(format!("and {} more", one.points.len() - worths.len()));
        }
        let (at, style) = ((34, down + 6), stroke(which));
        match which {
            0 => area.draw(&Circle::new(at, 6, style))?,
            1 => area.draw(&Circle::new(at, 10, style))?,
            2 => area.draw(&TriangleMarker::new(at, 13, style))?,
            _ => area.draw(&Cross::new(at, 7, style))?,
        }
        let words = format!("{name}: {}", worths.join(" "));
        area.draw(&Text::new(words, (60, down), letters.clone()))?;
        down += 24;
    }
    let points = best.frontier.len();
    let words = format!("Grey: {points} undominated results; the lines: without a deal");
    area.draw(&Text::new(words, (60, down), letters))?;
    Ok(())
}
