//! Turns a finished site into a package of SCORM 1.2 or SCORM 2004 (4th edition): the site with a manifest, and a page that launches it
//! and reports to the learning platform.

use std::io::{Seek, Write};
use std::sync::Arc;

use anyhow::{Context, Result};
use serde::Serialize;
use zip::ZipWriter;

use super::disk;
use super::{archive, page};
use crate::course::Course;
use crate::html::{NodeId, Tree, parse};
use crate::site::path::encode;
use crate::site::{Output, Site, SitePath};

/// A version of SCORM.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScormVersion {
    /// 1.2, which every platform plays.
    V1_2,
    /// 2004, 4th edition.
    V2004,
}

/// The page that platforms launch, and its script.
const LAUNCH: [&str; 2] = ["scorm-launch.html", "scorm-launch.js"];

/// The progress that the package reports, for its script.
#[derive(Debug, Serialize)]
struct LaunchData {
    /// The first page.
    home: String,
    /// The pages, on which a later launch may begin.
    files: Vec<String>,
    /// Each page with tasks, and the tokens of their changes as browsers keep them, separated by spaces.
    pages: Vec<(String, String)>,
    /// The tasks that count, as page and token.
    tasks: Vec<(String, String)>,
    /// The questions that are judged, likewise.
    questions: Vec<(String, String)>,
}

/// Writes the package.
///
/// # Errors
/// Returns an error if a file of the course cannot be read or the archive cannot be written.
pub fn write<W: Write + Seek>(course: &Course, site: &Site, version: ScormVersion, to: W) -> Result<W> {
    let mut site = Site { files: site.files.clone() };
    let data = serde_json::to_string(&launch_data(course, &site))?;
    let script = include_str!("scorm/launch.js").replace("\"@COURSE@\"", &data.replace("</", "<\\/"));
    let html = include_str!("scorm/launch.html")
        .replace("@LANG@", course.language.tag())
        .replace("@TITLE@", &escaped(&course.title))
        .replace("@SCRIPT@", LAUNCH[1]);
    site.files.insert(SitePath::new(LAUNCH[0]), Output::Html(html));
    site.files.insert(SitePath::new(LAUNCH[1]), Output::Bytes(Arc::from(script.into_bytes())));
    let manifest = manifest(course, &site, version);
    let mut zip = ZipWriter::new(to);
    // Platforms look for the manifest at the root; it stands first, as in IMS packages.
    zip.start_file("imsmanifest.xml", archive::options(false)).context("cannot pack the manifest")?;
    zip.write_all(manifest.as_bytes()).context("cannot pack the manifest")?;
    for (path, output) in &site.files {
        let context = || format!("cannot pack {path}");
        zip.start_file(path.as_str(), archive::options(archive::is_compressed(path))).with_context(context)?;
        zip.write_all(&disk::bytes(output)?).with_context(context)?;
    }
    zip.finish().context("cannot finish the archive")
}

fn launch_data(course: &Course, site: &Site) -> LaunchData {
    let mut data = LaunchData {
        home: course.entries[0].site.to_string(),
        files: site.files.keys().filter(|path| path.is_page()).map(ToString::to_string).collect(),
        pages: Vec::new(),
        tasks: Vec::new(),
        questions: Vec::new(),
    };
    // Pages that collect questions or cards repeat those of the lessons.
    for entry in &course.entries {
        let Some(Output::Html(html)) = site.files.get(&entry.site) else { continue };
        let page = entry.site.to_string();
        let tokens = page_tokens(html, &page, &mut data);
        if !tokens.is_empty() {
            data.pages.push((page, tokens.join(" ")));
        }
    }
    data
}

/// Returns the tokens of a page, and adds its tasks and questions to the data.
fn page_tokens(html: &str, page: &str, data: &mut LaunchData) -> Vec<String> {
    let tree = parse(html);
    let main = page::main(&tree).unwrap_or(tree.root());
    let mut tokens: Vec<String> = Vec::new();
    let attribute = |tree: &Tree<'_>, id: NodeId, name: &str| tree.element(id)?.get(name).map(ToOwned::to_owned);
    for id in page::elements(&tree, main) {
        if let Some(task) = attribute(&tree, id, "data-task") {
            let is_ticked = attribute(&tree, id, "checked").is_some();
            if !is_ticked {
                data.tasks.push((page.to_owned(), task.clone()));
            }
            tokens.push(if is_ticked { format!("!{task}") } else { task });
        }
        if let Some(names) = attribute(&tree, id, "data-names") {
            // The first is ticked when the question is answered; the others are ticked at first.
            for (at, name) in names.split(' ').enumerate().filter(|(_, name)| *name != "-") {
                if at == 0 {
                    data.tasks.push((page.to_owned(), name.to_owned()));
                    data.questions.push((page.to_owned(), name.to_owned()));
                }
                tokens.push(if at == 0 { name.to_owned() } else { format!("!{name}") });
            }
        }
    }
    tokens
}

/// Returns the manifest: one organization with one item, the launch page.
fn manifest(course: &Course, site: &Site, version: ScormVersion) -> String {
    let identity = blake3::hash(course.title.as_bytes()).to_hex();
    // The schema of SCORM 1.2 allows 200 characters.
    let title = escaped(&course.title.chars().take(200).collect::<String>());
    let file = |path: &SitePath| format!("<file href=\"{}\"/>\n", escaped(&encode(path.as_str())));
    let files = site.files.keys().map(file).collect::<Vec<_>>().concat();
    let (schemas, number, kind) = match version {
        ScormVersion::V1_2 => (
            "xmlns=\"http://www.imsproject.org/xsd/imscp_rootv1p1p2\" \
             xmlns:adlcp=\"http://www.adlnet.org/xsd/adlcp_rootv1p2\" \
             xsi:schemaLocation=\"http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd \
             http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd\"",
            "1.2",
            "scormtype",
        ),
        ScormVersion::V2004 => (
            "xmlns=\"http://www.imsglobal.org/xsd/imscp_v1p1\" xmlns:adlcp=\"http://www.adlnet.org/xsd/adlcp_v1p3\" \
             xsi:schemaLocation=\"http://www.imsglobal.org/xsd/imscp_v1p1 imscp_v1p1.xsd \
             http://www.adlnet.org/xsd/adlcp_v1p3 adlcp_v1p3.xsd\"",
            "2004 4th Edition",
            "scormType",
        ),
    };
    let launch = LAUNCH[0];
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <manifest identifier=\"seodang-{identity}\" version=\"1.0\" {schemas} \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n\
         <metadata><schema>ADL SCORM</schema><schemaversion>{number}</schemaversion></metadata>\n\
         <organizations default=\"course\"><organization identifier=\"course\"><title>{title}</title>\n\
         <item identifier=\"pages\" identifierref=\"site\" isvisible=\"true\"><title>{title}</title></item>\n\
         </organization></organizations>\n\
         <resources><resource identifier=\"site\" type=\"webcontent\" adlcp:{kind}=\"sco\" href=\"{launch}\">\n\
         {files}</resource></resources>\n</manifest>\n"
    )
}

/// Escapes a text for an element or attribute of XML or HTML.
fn escaped(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !c.is_control()).collect();
    plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
