//! Turns each node of a parsed lesson into HTML.

use std::fmt::{self, Write as _};

use comrak::html::{ChildRendering, Context, format_node_default};
use comrak::nodes::{AlertType, AstNode, ListType, NodeValue, TableAlignment};

use super::{Writer, blocks, escape, fold, images, links, path};
use crate::lesson::{self, audience, markdown, step, time};

type Out<'o, 'c, 'w> = Context<'o, 'c, Writer<'w>>;

/// Writes a node when the walk enters or leaves it.
pub(super) fn format<'a>(
    out: &mut Out<'_, '_, '_>,
    node: &'a AstNode<'a>,
    entering: bool,
) -> Result<ChildRendering, fmt::Error> {
    let data = node.data();
    let line = data.sourcepos.start.line;
    // A skipped node is left, too.
    if is_shown_elsewhere(&out.user, node, &data.value, line) {
        return Ok(ChildRendering::Skip);
    }
    if entering && out.user.around.lines && data.value.block() {
        write!(out, "<!--line {line}-->")?;
    }
    match &data.value {
        NodeValue::Heading(_) => heading(out, node, line, entering),
        NodeValue::Paragraph => paragraph(out, node, entering),
        NodeValue::SoftBreak if entering && starts_a_labelled_line(node) => {
            out.write_str("<br>\n")?;
            Ok(ChildRendering::HTML)
        }
        NodeValue::CodeBlock(code) => {
            if entering {
                blocks::code(out, code, line)?;
            }
            Ok(ChildRendering::HTML)
        }
        NodeValue::Link(link) => links::link(out, node, &link.url, &link.title, entering),
        NodeValue::Image(image) => {
            if entering {
                let alt = markdown::text(node);
                let in_link = node.ancestors().skip(1).any(|above| matches!(above.data().value, NodeValue::Link(_)));
                let html = images::image(&out.user, &image.url, &alt, Some(&image.title), in_link);
                out.write_str(&html)?;
            }
            Ok(ChildRendering::Skip)
        }
        NodeValue::List(list) => {
            let is_term = |item: &'a AstNode<'a>| out.user.term_ids.contains_key(&item.data().sourcepos.start.line);
            let class = if list.is_task_list {
                Some("tasks")
            } else if node.children().any(is_term) {
                Some("terms")
            } else {
                None
            };
            match class {
                Some(class) if list.list_type == ListType::Bullet => {
                    around(out, entering, &format!("<ul class=\"{class}\">"), "</ul>")
                }
                _ => format_node_default(out, node, entering),
            }
        }
        NodeValue::Item(_) => match out.user.term_ids.get(&line).cloned() {
            Some(id) => around(out, entering, &format!("<li id=\"{}\">", escape(&id)), "</li>"),
            None => format_node_default(out, node, entering),
        },
        NodeValue::TaskItem(_) => around(out, entering, "<li class=\"task\">", "</li>"),
        NodeValue::DescriptionItem(_) => Ok(ChildRendering::HTML),
        NodeValue::DescriptionTerm => {
            let item_line = node.parent().map_or(line, |item| item.data().sourcepos.start.line);
            let id = out.user.term_id(item_line);
            around(out, entering, &format!("<dt{id}>"), "</dt>")
        }
        NodeValue::BlockQuote => quote(out, node, line, entering),
        NodeValue::Alert(alert) => alert_box(out, alert.alert_type, alert.title.as_deref(), entering),
        NodeValue::Table(_) => {
            let class = if out.user.timetables.contains_key(&line) { " class=\"timetable\"" } else { "" };
            let label = escape(out.user.word("table"));
            if entering {
                out.cr()?;
                write!(
                    out,
                    "<div class=\"table-view\" tabindex=\"0\" role=\"group\" aria-label=\"{label}\"><table{class}>"
                )?;
                out.lf()?;
            } else {
                if node.last_child().is_some_and(|row| matches!(row.data().value, NodeValue::TableRow(false))) {
                    out.cr()?;
                    out.write_str("</tbody>")?;
                }
                out.cr()?;
                out.write_str("</table></div>\n")?;
            }
            Ok(ChildRendering::HTML)
        }
        NodeValue::TableRow(head) => table_row(out, node, *head, line, entering),
        NodeValue::TableCell => table_cell(out, node, entering),
        _ => {
            drop(data);
            format_node_default(out, node, entering)
        }
    }
}

fn quote<'a>(
    out: &mut Out<'_, '_, '_>,
    node: &'a AstNode<'a>,
    line: usize,
    entering: bool,
) -> Result<ChildRendering, fmt::Error> {
    let id = out.user.term_id(line);
    let close = "</blockquote>";
    if entering && is_for_instructors(node) {
        let label = super::instructors_label(&out.user, true);
        return around(out, entering, &format!("<blockquote{id} class=\"for-instructors\">{label}"), close);
    }
    match blocks::callout(node) {
        Some(class) => around(out, entering, &format!("<blockquote{id} class=\"callout {class}\">"), close),
        None if !id.is_empty() => around(out, entering, &format!("<blockquote{id}>"), close),
        None => format_node_default(out, node, entering),
    }
}

/// Whether a quote opens with `[!INSTRUCTOR]`; the mark itself gives way to a label.
fn is_for_instructors<'a>(quote: &'a AstNode<'a>) -> bool {
    let Some(words) = quote.first_child().and_then(AstNode::first_child) else { return false };
    let mut data = words.data_mut();
    match &mut data.value {
        NodeValue::Text(text) => {
            let Some(mark) = audience::quote_mark(text).map(str::len) else { return false };
            let rest = text[mark..].trim_start().to_owned();
            *text = rest.into();
            true
        }
        _ => false,
    }
}

/// Whether the page shows a block in a place of its own: the title, the info block.
fn is_shown_elsewhere<'a>(writer: &Writer<'_>, node: &'a AstNode<'a>, value: &NodeValue, line: usize) -> bool {
    if node.parent().is_none_or(|parent| parent.parent().is_some()) {
        return false;
    }
    match value {
        NodeValue::Heading(_) => {
            writer.headings.contains_key(&line)
                && (writer.lesson.title.as_ref().and_then(|title| title.line) == Some(line)
                    || writer.lesson.info.as_ref().and_then(|info| info.heading_line) == Some(line))
        }
        NodeValue::Paragraph | NodeValue::List(_) => writer.fact_lines.contains(&line),
        _ => false,
    }
}

fn around(out: &mut Out<'_, '_, '_>, entering: bool, open: &str, close: &str) -> Result<ChildRendering, fmt::Error> {
    if entering {
        out.cr()?;
        out.write_str(open)?;
        if open.starts_with("<ul") || open.starts_with("<blockquote") {
            out.lf()?;
        }
    } else {
        if close != "</li>" {
            out.cr()?;
        }
        out.write_str(close)?;
        out.lf()?;
    }
    Ok(ChildRendering::HTML)
}

fn heading<'a>(
    out: &mut Out<'_, '_, '_>,
    node: &'a AstNode<'a>,
    line: usize,
    entering: bool,
) -> Result<ChildRendering, fmt::Error> {
    let Some(&(heading, level)) = out.user.headings.get(&line) else {
        return format_node_default(out, node, entering);
    };
    // A second H1 on the title's line cannot be; a nested one may still want level 2 at the least.
    let level = level.max(2);
    let id = escape(&heading.id);
    if entering {
        out.user.label = Some(heading.text.clone()).filter(|text| blocks::is_output_label(text));
        out.user.section = Some(heading.text.clone()).filter(|text| !text.is_empty());
        out.cr()?;
        write!(out, "<h{level} id=\"{id}\">")?;
        let icon = take_icon(node);
        if let Some(step) = &heading.step {
            // The heading names the box: `Step 3 Clean up`.
            let mark = escape(&take_mark(node, &step.mark).unwrap_or_default());
            let (name, task) = (&id, &step.id);
            write!(
                out,
                "<label class=\"step\"><input type=\"checkbox\" data-task=\"{task}\" aria-labelledby=\"{name}\">{mark}</label> "
            )?;
        }
        if let Some(icon) = icon {
            // An emoji that is the whole heading is its name.
            let hidden = if heading.text.is_empty() { "" } else { " aria-hidden=\"true\"" };
            write!(out, "<span class=\"emoji\"{hidden}>{}</span> ", escape(&icon))?;
        }
    } else {
        // The anchor's target is percent-encoded as a URL's fragment wants it.
        let href = crate::site::path::encode_fragment(&heading.id);
        if !fold::is_summary(node) {
            write!(out, "<a class=\"anchor\" href=\"#{href}\" tabindex=\"-1\" aria-hidden=\"true\">#</a>")?;
        }
        write!(out, "</h{level}>")?;
        out.lf()?;
    }
    if entering && let Some(duration) = take_duration(node) {
        // It follows the text, whose nodes are written first: a raw node at the end carries it.
        if let Some(last) = node.last_child() {
            let html = format!(" <span class=\"duration\">{}</span>", escape(&duration));
            append_html(last, &html);
        }
    }
    Ok(ChildRendering::HTML)
}

/// Takes the emoji off the first text of a heading.
fn take_icon<'a>(heading: &'a AstNode<'a>) -> Option<String> {
    let first = heading.first_child()?;
    let mut data = first.data_mut();
    let NodeValue::Text(text) = &mut data.value else { return None };
    let (icon, rest) = lesson::split_icon(text);
    let icon = icon?;
    let rest = rest.to_owned();
    *text = rest.into();
    Some(icon)
}

/// Takes the number of a step, and the sign behind it, off the first text of its heading.
fn take_mark<'a>(heading: &'a AstNode<'a>, mark: &str) -> Option<String> {
    let first = heading.first_child()?;
    let mut data = first.data_mut();
    let NodeValue::Text(text) = &mut data.value else { return None };
    let rest = text.strip_prefix(mark)?;
    let rest = step::after_separator(rest).unwrap_or(rest).to_owned();
    *text = rest.into();
    Some(mark.to_owned())
}

/// Takes the length off the last text of a heading.
fn take_duration<'a>(heading: &'a AstNode<'a>) -> Option<String> {
    let last = heading.last_child()?;
    let mut data = last.data_mut();
    let NodeValue::Text(text) = &mut data.value else { return None };
    let (_, _, at) = time::split_heading(text)?;
    let duration = text[at..].trim().trim_start_matches(['-', '–', '—']).trim().to_owned();
    let rest = text[..at].trim_end().to_owned();
    *text = rest.into();
    Some(duration)
}

/// Turns a text node into raw HTML: its text, escaped, and what follows it.
fn append_html<'a>(node: &'a AstNode<'a>, html: &str) {
    let mut data = node.data_mut();
    if let NodeValue::Text(text) = &data.value {
        let raw = escape(text) + html;
        data.value = NodeValue::Raw(raw);
    }
}

fn paragraph<'a>(
    out: &mut Out<'_, '_, '_>,
    node: &'a AstNode<'a>,
    entering: bool,
) -> Result<ChildRendering, fmt::Error> {
    if entering {
        out.user.label = blocks::label(node);
    }
    if let Some(task) = node.parent().filter(|_| node.previous_sibling().is_none())
        && let NodeValue::TaskItem(item) = &task.data().value
    {
        return task_label(out, task, item.symbol.is_some(), entering);
    }
    if entering && let Some(html) = images::figure(&out.user, node) {
        out.cr()?;
        out.write_str(&html)?;
        out.lf()?;
        return Ok(ChildRendering::Skip);
    }
    if !entering && images::is_figure(node) {
        return Ok(ChildRendering::HTML);
    }
    if entering && let Some((open, close)) = path::paragraph(node) {
        out.user.closing = Some(close);
        return around(out, true, open, close);
    }
    if !entering && let Some(close) = out.user.closing.take() {
        out.write_str(close)?;
        out.lf()?;
        return Ok(ChildRendering::HTML);
    }
    let at_top = node.parent().is_some_and(|parent| matches!(parent.data().value, NodeValue::Document));
    let id = if at_top { out.user.term_id(node.data().sourcepos.start.line) } else { String::new() };
    if !id.is_empty() {
        return around(out, entering, &format!("<p{id}>"), "</p>");
    }
    format_node_default(out, node, entering)
}

/// The text of a task with its box: `<label>`, so that a tap on either ticks it.
fn task_label<'a>(
    out: &mut Out<'_, '_, '_>,
    task: &'a AstNode<'a>,
    checked: bool,
    entering: bool,
) -> Result<ChildRendering, fmt::Error> {
    if !entering {
        out.write_str("</label>")?;
        return Ok(ChildRendering::HTML);
    }
    let place = task.data().sourcepos.start;
    let name = out.user.boxes.get(&(place.line, place.column)).map(|name| format!(" data-task=\"{name}\""));
    let (name, checked) = (name.unwrap_or_default(), if checked { " checked" } else { "" });
    write!(out, "<label><input type=\"checkbox\"{name}{checked}> ")?;
    Ok(ChildRendering::HTML)
}

/// Whether the next line of a paragraph begins with `**label**:`, as the lines of info blocks do: such lines stay lines.
fn starts_a_labelled_line<'a>(soft_break: &'a AstNode<'a>) -> bool {
    let Some(strong) = soft_break.next_sibling() else { return false };
    if !matches!(strong.data().value, NodeValue::Strong) {
        return false;
    }
    let colon_inside = markdown::text(strong).trim_end().ends_with([':', '：']);
    colon_inside
        || strong.next_sibling().is_some_and(|next| match &next.data().value {
            NodeValue::Text(text) => text.starts_with([':', '：']),
            _ => false,
        })
}

fn alert_box(
    out: &mut Out<'_, '_, '_>,
    kind: AlertType,
    title: Option<&str>,
    entering: bool,
) -> Result<ChildRendering, fmt::Error> {
    if !entering {
        return around(out, false, "", "</div>");
    }
    let (name, word) = match kind {
        AlertType::Note => ("note", "alert_note"),
        AlertType::Tip => ("tip", "alert_tip"),
        AlertType::Important => ("important", "alert_important"),
        AlertType::Warning => ("warning", "alert_warning"),
        AlertType::Caution => ("caution", "alert_caution"),
    };
    let title = escape(title.unwrap_or(out.user.word(word)));
    out.cr()?;
    writeln!(out, "<div class=\"alert alert-{name}\" role=\"note\"><p class=\"alert-title\">{title}</p>")?;
    Ok(ChildRendering::HTML)
}

fn table_row<'a>(
    out: &mut Out<'_, '_, '_>,
    node: &'a AstNode<'a>,
    head: bool,
    line: usize,
    entering: bool,
) -> Result<ChildRendering, fmt::Error> {
    out.cr()?;
    if !entering {
        out.write_str("</tr>")?;
        if head {
            out.write_str("</thead>")?;
        }
        return Ok(ChildRendering::HTML);
    }
    if head {
        out.write_str("<thead>")?;
    } else if node.previous_sibling().is_some_and(|row| matches!(row.data().value, NodeValue::TableRow(true))) {
        out.write_str("<tbody>\n")?;
    }
    let table_line = node.parent().map(|table| table.data().sourcepos.start.line);
    let timetable = table_line.and_then(|line| out.user.timetables.get(&line));
    if let Some(row) = timetable.and_then(|table| table.rows.iter().find(|row| row.line == line)) {
        let span = row.range.map(|range| format!(" data-span=\"{}\"", range.minutes_text())).unwrap_or_default();
        write!(out, "<tr class=\"{}\"{span}>", row.kind.as_str())?;
    } else {
        let id = out.user.term_id(line);
        write!(out, "<tr{id}>")?;
    }
    Ok(ChildRendering::HTML)
}

fn table_cell<'a>(
    out: &mut Out<'_, '_, '_>,
    node: &'a AstNode<'a>,
    entering: bool,
) -> Result<ChildRendering, fmt::Error> {
    let row = node.parent();
    let is_head = row.is_some_and(|row| matches!(row.data().value, NodeValue::TableRow(true)));
    // A header without text heads nothing: screen readers would announce an empty one.
    let is_head = is_head && node.first_child().is_some();
    let tag = if is_head { "th" } else { "td" };
    if !entering {
        write!(out, "</{tag}>")?;
        return Ok(ChildRendering::HTML);
    }
    let column = node.preceding_siblings().count() - 1;
    let alignment = row.and_then(AstNode::parent).and_then(|table| match &table.data().value {
        NodeValue::Table(table) => table.alignments.get(column).copied(),
        _ => None,
    });
    let class = match alignment {
        Some(TableAlignment::Left) => " class=\"align-left\"",
        Some(TableAlignment::Center) => " class=\"align-center\"",
        Some(TableAlignment::Right) => " class=\"align-right\"",
        _ => "",
    };
    let scope = if is_head { " scope=\"col\"" } else { "" };
    out.cr()?;
    write!(out, "<{tag}{scope}{class}>")?;
    Ok(ChildRendering::HTML)
}
