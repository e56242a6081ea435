# English: the texts for the user of the program. A file for each language; all have the same entries.
#
# The format is that of Fluent (https://projectfluent.org). The id of a diagnostic's message begins with its code; its advice is
# the attribute `hint`. A message states a fact in lower case without a full stop, a hint begins with a verb (docs/style.md).

## Settings and files

bad-config =
    .hint = correct it in seodang.toml: nothing is published while settings cannot be read
bad-config-no-list = expected a list such as ["a", "b"], found { $found }
bad-config-no-table = expected a table, found { $found }
bad-config-near-setting = unknown setting `{ $key }`; did you mean `{ $name }`?
bad-config-setting-below-table = unknown setting `{ $key }`; it belongs above the first `[table]`
bad-config-unknown-setting = unknown setting `{ $key }`
bad-config-check-paths = a `[[check.path]]` table needs `paths`
bad-config-redirect-target = a redirect leads to a page of the course, such as "week_01/session_1.md"
bad-config-redirect-circle = `{ $from }` leads in a circle, by way of `{ $by }`
bad-config-redirect-chain = `{ $from }` leads to another redirect; let it lead to `{ $to }`
ignored-setting = `{ $name }` has no effect here: a course cannot say which program is started on your machine
    .hint = write it to your own settings, `seodang/config.toml` in your configuration folder (~/.config, ~/Library/Application Support or %APPDATA%), or set the variable EDITOR
theme-name-property = nothing in the theme defines `{ $name }`
    .hint = define it, or write a fallback: `var({ $name }, …)`
theme-name-property-near = nothing in the theme defines `{ $name }`
    .hint = did you mean `{ $near }`?
theme-name-unused = nothing in the theme uses `{ $name }`
    .hint = did you mean `{ $near }`?
theme-name-word = the theme has no word `{ $key }`
    .hint = remove the line; the words are in `words/en.toml` of the default theme
theme-name-word-near = the theme has no word `{ $key }`
    .hint = did you mean `{ $near }`?
theme-name-file = `{ $path }` is not among the files of the site
    .hint = add `{ $file }` to the theme, and `{ $path }` to `more-files` in theme.toml
theme-name-file-near = `{ $path }` is not among the files of the site
    .hint = did you mean `{ $near }`? Paths begin at the folder of the theme
theme-name-file-unlisted = `{ $path }` is in the theme, but not among the files of the site
    .hint = add it to theme.toml: more-files = ["{ $path }"]
no-such-code = `{ $name }` is not the code of a diagnostic
no-such-code-near = `{ $name }` is not the code of a diagnostic; did you mean `{ $code }`?
held-folder = this folder is named `{ $name }`, and is left out of the site with { $pages ->
        [one] 1 page
       *[other] { $pages } pages
    }
    .hint = to publish it, rename it, or name it in `include` in seodang.toml: include = ["{ $folder }"]; to leave it out without this report, add it to `exclude`
broken-notebook-json = the file is JSON, and no notebook: it has no `cells`
    .hint = add it to `exclude` in seodang.toml, or save it as a notebook
broken-notebook-unreadable = the notebook cannot be read: { $error }
    .hint = open it in Jupyter and save it again; the rest of the site is built without it
broken-notebook = { $problem } (line { $line })
notebook-output-cell = a cell of the notebook cannot be read
    .hint = open it in Jupyter and save it again
notebook-output-cell-type = no cell is of the type `{ $name }`
    .hint = make it a code or a Markdown cell
notebook-output-unreadable = an output of the notebook cannot be read
    .hint = run the cell again and save the notebook
notebook-output-picture = a picture of { $megabytes } MB is left out
    .hint = make the picture smaller, or save it as a file and refer to it
notebook-output-form = an output has no form that a page can show: { $forms }
    .hint = let the cell put out a picture or a text as well
notebook-output-length = an output is longer than { $limit } bytes: the rest is left out
    .hint = print less
notebook-output-page-length = the notebook is longer than a page can be ({ $limit } bytes): the rest is left out
    .hint = split it, or clear its outputs
bad-config-exclude = `{ $pattern }` in `exclude` matches no file; did you mean `{ $meant }`?
    .hint = write the path as it stands in the course, or remove the pattern: until then nothing is published
unmatched-pattern = `{ $pattern }` in `{ $setting }` matches no file
    .hint = patterns are seen from the course's folder; correct it, or remove it if the files are gone
unmatched-pattern-overruled = `{ $pattern }` in `include` matches only what `exclude` leaves out
    .hint = to publish it, begin with the names of its folders, such as `{ $example }`
bad-config-preview =
    .hint = correct it: until then the preview keeps the last good settings, and nothing can be published
bad-config-not-utf8 = the file is not UTF-8: byte 0x{ $byte } at offset { $offset }
    .hint = save it as UTF-8
bad-config-file-name = `{ $name }` is not read: the settings file is named `{ $right }`
    .hint = rename it to `{ $right }`, or to something else: until then nothing is published
file-too-large = the file has { $size } bytes, a page can have { $limit } at the most
    .hint = split it into several pages
not-utf8 = the file is not UTF-8: byte 0x{ $byte } at offset { $offset } (line { $line })
    .hint = save it as UTF-8; the rest of the site is built without it
unreadable-file = it cannot be read: { $error }
    .hint = correct its permissions; the rest of the site is built without it
unreadable-file-vanished = it vanished or became unreadable while the site was built
    .hint = build again
unreadable-file-long-name = the name of this file of the site is too long for the file system
    .hint = shorten the name of its file in the course
bad-config-outside = `{ $setting }` leads out of the project: `{ $folder }`
    .hint = settings reach only folders beside them or in their repository; use -o on the command line for others
same-name = two files have this name, one in { $read } letters, which is read, and one in { $other } letters, which is not
    .hint = give one of the two another name, or remove it
same-name-composed = composed (NFC)
same-name-decomposed = decomposed (NFD)
unreadable-name = the file's name is not valid Unicode
    .hint = rename it; it is left out of the site
symlink-skipped =
    .hint = copy what it leads to into the course; it is left out of the site
symlink-skipped-nowhere = this link of the file system leads nowhere
symlink-skipped-outside = this link of the file system leads out of the course
symlink-skipped-folder = this link of the file system leads to a folder
symlink-skipped-left-out = this link of the file system leads to a file that is left out of the site

## Included files

broken-include = `{ $reference }` { $reason }, and is not included
broken-include-circle = includes itself
    .hint = remove the directive that closes the circle
broken-include-depth = is included below { $limit } other files
    .hint = include it at a higher level
broken-include-count = comes after { $limit } other files of this page
    .hint = split the page
broken-include-missing = does not exist in the course
    .hint = correct the path, or add the file
broken-include-length = makes the page longer than { $limit } bytes
    .hint = split the page
broken-include-remote = is an address on a network
    .hint = copy the file into the course: no page loads anything from a network
broken-include-left-out = is left out of the site
    .hint = include a file that readers may see
broken-include-outside = leads out of the course
    .hint = copy the file into the course, or build the course from a folder that holds it
broken-include-part = has no part named `{ $name }`
    .hint = correct the part that the directive names, or the marks in the file
broken-include-lines = has only { $count ->
        [one] 1 line
       *[other] { $count } lines
    }
broken-include-bound = has no line with `{ $text }`
broken-include-size = has { $size } bytes, too many to include
    .hint = include a part of it as a file of its own
broken-include-binary = is no text in UTF-8
    .hint = link to it instead

## Pages for some readers, front matter

instructor-part =
    .hint = a part for instructors stands between `<!-- instructor -->` and `<!-- /instructor -->`, or in a quote that begins with `[!INSTRUCTOR]`; in doubt the text is left out
instructor-part-mark-outside-quote = this mark stands in no quote, so that everything below it is left out
instructor-part-container = this opens a part for instructors that is never closed
instructor-part-class = by its class this element is read as a part for instructors
instructor-part-open-slip = this mark is read as `<!-- instructor -->`
instructor-part-close-slip = this mark may be meant as `<!-- /instructor -->`, and ends no part
instructor-part-unopened = this comment ends a part for instructors that is never opened
instructor-part-unclosed = this comment opens a part for instructors that is never closed
instructor-part-percent = this `%%` opens a comment that is never closed
    .hint = close it by another line `%%`; until then all below it is shown to readers
instructor-part-comment-tag = this tag opens a comment that is never closed, so that everything below it is left out
    .hint = close it by `{"{%"} endcomment %{"}"}`, or remove it
bad-due-date = `{ $text }` is no date that can be read
    .hint = write the month and the day, with the year where seodang.toml has no `start` in `[calendar]`: 2026-03-14 18:00
bad-release =
    .hint = a part that is released later stands between `<!-- release 2026-03-09 18:00 -->` and `<!-- /release -->`; in doubt the text is left out
bad-release-open-slip = this mark is read as `<!-- release … -->`
bad-release-close-slip = this mark may be meant as `<!-- /release -->`, and ends no part
bad-release-no-time = this mark states no time, so that the part is never released
bad-release-unopened = this comment ends a part that is released later and is never opened
bad-release-unclosed = this comment opens a part that is released later and is never closed
bad-release-unit = `{ $time }` is neither a date nor a week or day with a date in the course, so that the text is never released
    .hint = write a date with its year (2026-03-09, 2026-03-09 18:00), or the folder of a week (week_02), and the start of the course as `start` in `[calendar]` of seodang.toml
too-deep-quotes = quotes are nested deeper than { $limit } levels
    .hint = the deeper levels are shown side by side
bad-front-matter = front matter cannot be read: { $reason }
    .hint = correct it or remove it; until then the page is left out of the site, for it may say that it is a draft
bad-front-matter-ignored = a value of the front matter is ignored: { $reason }
    .hint = `title` and `description` are text, `order` is a number
bad-front-matter-nested = `{ $inner }` stands within `{ $key }`, where it states nothing of the page
bad-front-matter-unclosed = it is never closed by a line `{ $fence }`
bad-front-matter-fence = it must begin on the first line, with exactly `---`
bad-front-matter-bare = it must stand between two lines `---`
bad-front-matter-below = it must begin on the first line, above titles and comments
bad-front-matter-key = unknown key `{ $key }`; did you mean `{ $name }`?
bad-front-matter-truth = `{ $key }` is `true` or `false`, and nothing else
bad-front-matter-date = `{ $key }` is a date such as `2026-03-02`
bad-front-matter-excepting = `{ $key }` says for whom the page is not
bad-front-matter-readers = the readers in `{ $key }` are unknown; did you mean `instructor`?
bad-front-matter-reader = `{ $word }` in `{ $key }` is unknown; did you mean `{ $meant }`?

## The structure of a page

lost-fence = this line opens no code block: { $reason }
    .hint = { $advice }; until then text and code are the wrong way round below it
lost-fence-backtick = a backtick stands after its language
    .hint = fence the block with `~~~`, or remove the backtick
lost-fence-html = it belongs to the HTML above
    .hint = write a blank line above it
unclosed-fence = this code block is never closed
    .hint = close it with a line of as many backticks; until then it takes the rest of the page
unclosed-block = `{ $name }` is opened here and never closed
    .hint = close it; until then it ends before the next heading
too-deep-containers = containers are nested deeper than { $limit } levels
    .hint = the deeper levels are shown without a box

## The files of a course

list-and-more = { $names } and { $more } more
list-comma = { $first }, { $next }
list-and-last = { $names } and { $last }
bad-config-calendar = the calendar gives a date to `{ $path }`, which is neither a page nor a folder of the course
    .hint = name the folder of a week or a day by its path in the course: week_05/day1
left-out = this page looks like { $reason } and is left out of the site
    .hint = to publish it, link to it, or add it to `include` in seodang.toml: include = ["{ $path }"]
left-out-copy = a copy of { $path }
left-out-backup = a backup
left-out-report = a report
left-out-guidelines = a template's guidelines
draft = this page is a draft and left out of the site
    .hint = to publish it, remove `{ $key }` from its front matter, or name the page in `include` in seodang.toml
draft-held-back = this page is held back by `{ $key }` in its front matter and left out of the site
draft-until = this page was to be published until { $date } (`{ $key }` in its front matter) and is left out of the site
draft-from = this page is not to be published before { $date } (`{ $key }` in its front matter) and is left out of the site
    .hint = to publish it now, change or remove `{ $key }`, or name the page in `include` in seodang.toml
title-number = the title has { $title }, the path has { $path }
    .hint = correct the title: the path decides
not-understood = `{ $name }` is not understood: { $shown }
not-understood-on-page = `{ $name }` is not understood { $count } times on this page: { $shown }
not-understood-on-pages = `{ $name }` is not understood { $count } times on { $pages } pages, here first: { $shown }
not-understood-content = its content is shown without it
    .hint = nothing is lost; write Markdown if the look matters
not-understood-label = a label with its name stands in its place
    .hint = write its content as Markdown
not-understood-signs = readers see its signs
    .hint = write it as Markdown, or as code if the signs are meant
broken-redirect-target = `{ $to }` is no page of the course
    .hint = write the path of a page in the course
broken-redirect-address = `{ $from }` is no address in the site
    .hint = write it from the root of the site
address-taken-by = { $address } cannot lead to this page: it is the address of `{ $holder }`
address-taken-folder = { $address } cannot lead to this page: a page has the address of its folder
address-taken-redirect =
    .hint = remove the redirect
address-taken-alias =
    .hint = remove the alias from the front matter
duplicate-route-folder = the pages and files of this folder are written to { $place }/
    .hint = give it another name: { $holder } takes the address { $address }
duplicate-route-page-above = the page of the folder above
duplicate-route-page = `{ $other }` already becomes { $address }
    .hint = this page is written to { $address }; give one of the two another name
files-of-format = { $count ->
        [one] 1 { $name } file
       *[other] { $count } { $name } files
    } ({ $extensions })
files-with-other-extension = { $count ->
        [one] 1 Markdown file with another extension
       *[other] { $count } Markdown files with another extension
    } ({ $extensions })
files-of-text = { $count ->
        [one] 1 text file
       *[other] { $count } text files
    } ({ $extensions })
files-of-hangul = { $count ->
        [one] 1 Hangul file
       *[other] { $count } Hangul files
    } ({ $extensions })
files-of-slides = { $count ->
        [one] 1 presentation
       *[other] { $count } presentations
    } ({ $extensions })
unread-format = { $counted } { $count ->
        [one] is
       *[other] are
    } not read: { $names }
    .hint = { $advice }; to leave them out without this report, add their paths to `exclude` in seodang.toml
unread-format-all-linked = { $counted } { $count ->
        [one] is
       *[other] are
    } not read: { $names }; { $count ->
        [one] a page links to it, and it is copied as it is
       *[other] pages link to them, and they are copied as they are
    }
unread-format-linked = { $counted } are not read: { $names }; { $linked ->
        [one] pages link to one of them, which is copied as it is
       *[other] pages link to { $linked } of them, which are copied as they are
    }
unread-format-convert = convert each: { $command }
unread-format-rename = rename them to end in `.md`
empty-course-excluded = { $count ->
        [one] the only Markdown file of the course folder is
       *[other] all { $count } Markdown files of the course folder are
    } left out by `exclude`
    .hint = narrow the patterns of `exclude` in seodang.toml, or add the lessons to `include`
empty-course-no-page = { $count ->
        [one] the only Markdown file of the course folder becomes no page
       *[other] none of the { $count } Markdown files of the course folder becomes a page
    }
    .hint = they are drafts, copies, for instructors, excluded or cannot be read: see the other reports
empty-course-no-markdown = no Markdown file was found in the course folder
    .hint = name the folder that holds the lessons: seodang build FOLDER
empty-course-other-formats = nothing here becomes a page: the course folder holds { $kinds }, and seodang reads Markdown
    .hint = convert the lessons to Markdown (.md), or name the folder that holds them: seodang build FOLDER
structure-file =
    .hint = correct it; until then the pages are in the order of their names, numbers and links
structure-target = the navigation names pages that are not in the course: { $pages }
    .hint = write them, or remove their entries
not-in-structure = { $count ->
        [one] 1 page is not in the navigation and comes after the others
       *[other] { $count } pages are not in the navigation and come after the others
    }: { $pages }
    .hint = add them where they belong

## Links

broken-link = `{ $href }` leads to no file of the course
    .hint = write the file, or correct the address
broken-link-template = `{ $written }` is an expression of a template, which is not evaluated
    .hint = write the address itself; until then the text is kept without the link
empty-link = the link has no address
    .hint = write where it leads, or remove it
link-case = `{ $href }` differs from the file's name in letter case
    .hint = write `{ $right }`: many servers distinguish the two
link-case-page = `{ $href }` differs from the page's address in letter case
outside-course = `{ $href }` leads out of the course folder
    .hint = move what it leads to into the course, or give its full address
near-address =
    .hint = did you mean `{ $right }{ $fragment }`?
broken-link-held-folder = `{ $href }` is in a folder that is left out of the site by its name
    .hint = move the file to another folder, or name it in `include` in seodang.toml
broken-link-edition = `{ $href }` is not in this edition; the link leads to the one in `{ $language ->
        [original] the original
       *[other] { $language }
    }`
    .hint = translate the file, or link to the other edition
missing-image = the image `{ $href }` is not there
broken-link-www =
    .hint = did you mean `https://{ $address }`? Without `https://` it is a file of the course
broken-link-left-out = `{ $href }` is left out of the site
    .hint = remove the link, or include the page
outside-course-book = `{ $href }` leads out of the book, to a page beside it
    .hint = give its full address: the page is not part of this site
broken-link-no-scheme = `{ $href }` lacks `http://`, and is shown as text
    .hint = write `http://{ $href }`, or `https://{ $href }`
broken-link-dangerous-scheme = a link with `{ $scheme }:` is shown as text
    .hint = give the address of a page or file; links of courses run nothing and open no file of the reader's disk
broken-link-unknown-scheme = `{ $scheme }:` is no scheme that pages link to, and the link is shown as text
    .hint = give an address that begins with `https://`, or write it as code
link-space = the space in `{ $target }` keeps this from being a link
    .hint = write `({ $written })`; as written, readers see the brackets
link-space-image = the space in `{ $target }` keeps this from being an image
unknown-anchor = `#{ $fragment }` is no heading of { $page }
    .hint = the link leads to the top of the page instead
unknown-anchor-near =
    .hint = did you mean `#{ $id }`?
inexact-anchor = `#{ $fragment }` is not quite a heading of { $page }
    .hint = write `#{ $id }`; the site understands it, GitHub and editors do not
duplicate-route-file = `{ $other }` becomes { $wanted }, and this file is written to { $address }
    .hint = links of pages lead to it; give one of the two another name
duplicate-route-file-html =
    .hint = links of pages lead to it; those of HTML files, which are copied as they are, do not: give it another name
broken-link-label = `{ $label }` is no label of the course
    .hint = write `({ $label })=` before the heading that it names, or correct it
broken-link-name = `{ $href }` names no file of the course
    .hint = write the file, or correct the name
ambiguous-link = `{ $href }` may be { $files }
    .hint = write its path: `[[{ $path }]]`; until then it leads to that file
broken-link-route =
    .hint = write the path of the file: this address is a route that only the author's site knows
broken-link-ignored =
    .hint = write the file, or correct the address, unless a program makes it: `.gitignore` names the path
broken-link-macro =
    .hint = write the address itself: only the author's tool replaces this word
placeholder-link = the address `{ $href }` is a placeholder
    .hint = write where it leads, or remove the link
ambiguous-anchor = `#{ $id }` is the first of several headings of { $page } with that text
    .hint = give the heading on line { $line } another text, or link to it by `#{ $again }`

## Images and diagrams

missing-alt = the image `{ $href }` has no alternative text
    .hint = describe in a few words what it shows: ![three servers behind a load balancer](…)
large-image = the image has { $width } × { $height } pixels and { $kilobytes } KB, and is shown { $shown } pixels wide
    .hint = save it { $width } pixels wide: twice the width shown is sharp on every screen
unused-image = no page shows this image
    .hint = it is not copied to the site; show it, or remove it
unnamed-diagram = this diagram has no title
    .hint = write `accTitle: …` under its first line, or a heading or a label above it
style-list = one `style` line for several nodes
    .hint = write a line for each node: the site draws this one as meant, mermaid.js and GitHub do not
undefined-node = `{ $name }` is styled, but no line of the diagram draws it
    .hint = correct the name, or remove the line: Mermaid draws an empty box for it
undefined-class = the class `{ $class }` is given to a node, but no `classDef` defines it
    .hint = define it, or correct the name: classDef { $class } fill:#e3f2fd
ignored-style = a `{ $kind }` diagram has no `{ $word }` lines
    .hint = remove the line: Mermaid ignores it, or shows it as text
broken-diagram = the diagram cannot be drawn: { $error }
    .hint = compare the statement with the syntax of this kind of diagram at https://mermaid.js.org
broken-formula = the formula cannot be read: { $error }
    .hint = the page shows its source; correct it, or write a sum of money as `\$5`

## Headings, code and HTML

unknown-language = no grammar knows the language `{ $word }`
    .hint = the code is shown without colours; for plain text write `text`
unknown-language-near =
    .hint = did you mean `{ $name }`? The code is shown without colours
skipped-level = a heading of level { $level } follows one of level { $above }
    .hint = write `{ $signs }`: readers of outlines expect no gap
empty-section = there is no text under this heading
    .hint = write the section, or remove its heading
heading-space = this heading has no space after its number signs
    .hint = write `{ $signs } { $name }`; without the space, it is a paragraph
several-titles = a page has one title, but this is another one
    .hint = write `##` to make it a section of `{ $first }`; put a comment of code into a code block
swallowed-markdown = this code block encloses text of the page, such as line { $line }
    .hint = a fence above it is missing, or one too many: this line was meant to close a block
swallowed-markdown-early-end = the code on line { $line } ends this block of Markdown too early
    .hint = open and close the outer block with four backticks
swallowed-markdown-fence = this code block encloses the one that opens on line { $line }
    .hint = close it before line { $line }, or make its fence longer
task-in-code = { $count ->
        [one] a task in a code block cannot be ticked
       *[other] { $count } tasks in a code block cannot be ticked
    }
    .hint = write the list outside the block; mark an example as ```markdown

## The course as a whole

time-length = { $range } takes { $taken } minutes, not { $stated }
    .hint = correct the times or the length
time-length-backwards = { $range } ends before it begins
section-minutes = its { $count } timed sections take { $sum } minutes, but the session { $lasts }
    .hint = shorten a section, or give the session more time
time-overlap = { $range } overlaps { $other } of { $name }, on the same day
    .hint = correct one of the two; if students choose one of them, switch this off with a comment
timetable-time = the timetable has { $range }, but { $name } has { $own }
    .hint = correct one of the two
next-link = the link to the { $direction } page leads to { $name }, which does not come { $direction ->
        [next] after
       *[previous] before
    } this page
next-link-same = the link to the { $direction } page leads to { $name }, which is this very page
next-link-right =
    .hint = link to the { $direction } page, `{ $path }`
next-link-none =
    .hint = remove it: there is no { $direction } page, and the site adds such links by itself
unlinked-session = this page does not link { $count } of its { $all } lessons: { $names }
    .hint = link them for readers of the Markdown; the site lists them in any case
unlinked-session-all = this page links none of its { $all } lessons
unlinked-session-one = this page does not link `{ $name }`
orphan-page = no page links to this one
    .hint = link it from its README, or leave it to the navigation of the site
unknown-code =
    .hint = write a code as reports show it in square brackets; `seodang check --explain CODE` explains it
missing-info = this page lacks an info block (time, objective, …), which { $have } of the { $all } { $kind } have
    .hint = write one under the title, in the form that the other pages use
missing-objectives = this page lacks objectives, which { $have } of the { $all } { $kind } have
    .hint = state what students can do afterwards, under a heading as in the other pages
missing-keywords = this page lacks a keyword section, which { $have } of the { $all } { $kind } have
    .hint = list the terms with their definitions; the glossary is made of them
missing-checklist = this page lacks a checklist, which { $have } of the { $all } { $kind } have
    .hint = list the tasks that students tick off: - [ ] …
moved-page = this page was published as { $former }; the next build removes that address
    .hint = write `aliases: [/{ $former }]` in its front matter, and the former address leads here
dead-external-link = `{ $href }` does not exist: { $reason }
    .hint = link to its new address, or remove the link
dead-external-link-unclear = `{ $href }` could not be read: { $reason }
    .hint = open it in a browser; it may work again already
moved-external-link = `{ $href }` has moved permanently
    .hint = replace it with its new address, { $to }

## The glossary

repeated-term = `{ $term }` is already defined in this section, on line { $line }
    .hint = keep one of the two, or add a name that sets them apart: `Service (ECS)`
empty-definition = this term has no definition
    .hint = write its meaning in a sentence: - **Pod**: the smallest unit that is started
unread-term = { $count ->
        [one] this item of a keyword section is not read as a term
       *[other] none of the { $count } items of this list in a keyword section is read as a term
    }
    .hint = write the term in bold, a colon and its meaning: - **Pod**: the smallest unit
differing-definitions = `{ $term }` is defined in other words in { $place }
    .hint = use one wording where the same is meant, or add a name that sets them apart; the glossary shows all
near-term = `{ $name }` is written `{ $other }` in { $place }
    .hint = use one spelling: readers search for it
near-term-alias = `{ $alias }`, the other name of `{ $term }`, has an entry of its own: { $place }
    .hint = write both the same way, so that they become one entry
unused-term = `{ $term }` is defined here, but no page uses it
    .hint = use it in the text, or remove it from the glossary

## Mistakes of the program

missing-index = { $index } is missing: { $cause }
    .hint = this is a mistake of seodang: please report it with the names of the folder's files
missing-index-no-page = no page is made for this folder
missing-index-elsewhere = the page of this folder is written to { $address }
duplicate-route-fault = { $second } takes the place of { $first }
    .hint = this is a mistake of seodang: please report it; until then give one of the two another name

## Raw HTML

unsafe-html = `<{ $name }>` is left out of the page
    .hint = pages must work offline and run no code of others; link to it instead
unsafe-html-attributes = `<{ $name }>` has more than { $limit } attributes: the others are left out of the page
    .hint = no element has so many; is a quote or a `>` missing?
unbalanced-html = `<{ $name }>` is never closed
    .hint = each element must open and close in the same block; the page is built as if it did
unbalanced-html-end = `</{ $name }>` closes nothing that is open here

## Front matter, continued

bad-front-matter-mark = a marker of what is for instructors hides nothing in front matter

## The command line

cli-help = help
cli-error = error
cli-warning = warning
cli-info = info
cli-settings-error = error: { $file } cannot be used: { $count ->
        [one] 1 mistake
       *[other] { $count } mistakes
    }; nothing was written
cli-errors = { $count ->
        [one] 1 error
       *[other] { $count } errors
    }
cli-warnings = { $count ->
        [one] 1 warning
       *[other] { $count } warnings
    }
cli-infos = { $count ->
        [one] 1 info
       *[other] { $count } infos
    }
cli-hidden-infos = { $count ->
        [one] 1 info (`seodang check --info` shows it)
       *[other] { $count } infos (`seodang check --info` shows them)
    }
cli-folded = { $count } of them counted only (--all shows each)
cli-omitted-pages = { $pages ->
        [one] 1 page
       *[other] { $pages } pages
    } for instructors left out
cli-omitted-parts = { $parts ->
        [one] 1 part
       *[other] { $parts } parts
    } for instructors left out
cli-omitted = { $pages ->
        [one] 1 page
       *[other] { $pages } pages
    } and { $parts ->
        [one] 1 part
       *[other] { $parts } parts
    } for instructors left out
cli-unreleased-pages = { $pages ->
        [one] 1 page
       *[other] { $pages } pages
    } not released yet
cli-unreleased-parts = { $parts ->
        [one] 1 part
       *[other] { $parts } parts
    } not released yet
cli-unreleased = { $pages ->
        [one] 1 page
       *[other] { $pages } pages
    } and { $parts ->
        [one] 1 part
       *[other] { $parts } parts
    } not released yet
cli-next-release = next release: { $time } ({ $zone }); build again then
cli-cut = note: { $count ->
        [one] 1 finding
       *[other] { $count } findings
    } before these are not printed
cli-more-errors = { $count ->
        [one] 1 more error
       *[other] { $count } more errors
    }
cli-more-warnings = { $count ->
        [one] 1 more warning
       *[other] { $count } more warnings
    }
cli-more-infos = { $count ->
        [one] 1 more info
       *[other] { $count } more infos
    }
cli-more = { $kind } in { $place }: { $places }
cli-files = { $head }: { $message }: { $count } files in { $place }: { $places }
cli-course-folder = the course's folder
cli-lines = { $count ->
        [one] line
       *[other] lines
    } { $places }
cli-built = { $pages } pages in { $folder } ({ $written }) in { $seconds } s
cli-written = { $written } written, { $unchanged } unchanged, { $removed } removed
cli-not-remembered = note: nothing is remembered for the next build: { $error }
cli-progress = { $done }/{ $all } pages
cli-image-failed = note: { $address } could not be fetched: { $reason }
cli-images-fetched = { $count } of { $all } images of other sites fetched
cli-offline = note: none of { $count } external hosts could be reached; external addresses were not checked
cli-skipped = note: { $count } external addresses were not checked for lack of time; run the check again
cli-baseline = { $count } findings are in the baseline now: { $file }
cli-fix-skipped = note: { $path } was skipped: its text changed since the check
cli-no-findings = no findings
cli-infos-hint = infos are shown with --info
cli-folded-hint = { $count } are counted only: --all shows each
cli-known = { $count } known
cli-resolved = { $count } known ones are fixed: run `seodang check --update-baseline`
cli-checked = { $pages } pages checked in { $seconds } s: { $counts }
cli-packed-as = note: { $old } is packed as { $new }: Windows cannot unpack the original name
cli-heavy-document = note: { $file } has { $count } elements, and phones take long to open it: `--single-file=week` makes one file for each week
cli-large-package = note: { $file } has { $size }: too much for most mail, and for many learning platforms
cli-packed-files = { $count } files in { $folder } ({ $size })
cli-packed = { $written } in { $seconds } s
cli-no-browser = note: no browser could be opened: { $error }
cli-port-taken = port { $port } is taken
cli-preview = preview of { $course } at { $url } (Ctrl-C ends it)
cli-polls-because = looking for changes twice a second ({ $reason })
cli-polls = looking for changes twice a second: { $reason }
cli-rendered = { $pages } pages in { $time }
cli-changed = { $change } in { $time }
cli-more-problems = { $count ->
        [one]   and 1 more problem; `seodang check` lists all
       *[other]   and { $count } more problems; `seodang check` lists all
    }
cli-settings-kept = note: { $file } has mistakes: the last good settings stay in use
cli-change-failed = error: { $error }
cli-pages-kept = note: the pages before this change stay until it is fixed
cli-milliseconds = { $count } ms
cli-seconds = { $count } s
cli-theme = theme
cli-removed = { $path } (removed)
cli-no-change = no change
cli-exposed = warning: everyone in your network can read this course, with its problems and the names of its files
cli-exposed-at = warning: everyone in your network can read this course at { $url }, with its problems and the names of its files

## Language and help

cli-user-settings = note: your own settings are not used: { $error }
help-heading = { $name }
help-default = [default: { $value }]
help-values = [possible values: { $values }]
help-values-heading = Possible values:

## The preview in the browser

preview-problems = Problems
preview-close = Close
preview-error = { $count } error
preview-errors = { $count } errors
preview-warning = { $count } warning
preview-warnings = { $count } warnings
preview-severity-error = error
preview-severity-warning = warning
preview-cannot-show = cannot be shown
preview-last-state = What you see is the last state that could be shown.
preview-open-hint = Alt-click or Alt+Enter opens it in your editor
preview-open-note = Hold Alt and click, or press Alt+Enter, to open this file in your editor.
preview-ended = The preview has ended: this page no longer follows your changes.
preview-frame = Open in the editor
preview-no-frame = No editor can be opened from this page: the preview's frame was not loaded.
preview-remote = Files open in the editor only where the preview runs: at localhost.
preview-click-again = Hold Alt and click once more to open this place in your editor.
preview-no-editor = no editor is set: set VISUAL or EDITOR, or `editor` in seodang/config.toml of your configuration folder
preview-not-yet = This page cannot be shown yet
bad-front-matter-no-list = it is no list of `key: value`

## Faults of diagrams

broken-diagram-empty = the diagram is empty
    .hint = write the diagram between the fences, or remove the block
broken-diagram-too-large = the diagram is too large or too deeply nested to be drawn
    .hint = split it into several diagrams; a block may have { $limit } bytes and some hundred nodes
broken-diagram-engine = the diagram cannot be drawn
    .hint = this is a fault of the program, not of the diagram: please report it with the block
broken-diagram-unknown-kind = `{ $kind }` is not a kind of diagram
    .hint = begin with a kind that is known: graph, flowchart, sequenceDiagram, stateDiagram-v2, classDiagram, erDiagram, gantt, pie, mindmap, timeline, journey, quadrantChart, gitGraph, xychart-beta, sankey-beta, architecture-beta, block-beta, …
broken-diagram-statement = a statement cannot be read
broken-diagram-syntax = `{ $statement }` cannot be read
broken-diagram-too-many-edges = the diagram has { $edges } edges or more
    .hint = draw fewer: at most { $limit } edges are drawn; `A & B --> C & D` makes four
broken-diagram-signs =
    .hint = write the signs of Mermaid: `:`, `;`, `( )`, `[ ]`, `"`, and `-->` for an arrow
broken-diagram-comment =
    .hint = begin a comment with `%%`
broken-diagram-direction =
    .hint = write one of TB, TD, BT, LR and RL
broken-diagram-spelling =
    .hint = correct the spelling of this word
broken-diagram-pipe =
    .hint = close the label of the edge with a second `|`: A -->|text| B
broken-diagram-one-word =
    .hint = write the name as one word and the label in brackets: node[my node]
broken-diagram-slice =
    .hint = put the label of the slice in quotes: "a" : 10
broken-diagram-one-root =
    .hint = indent this line below the root: a mindmap has one root
broken-diagram-branch =
    .hint = write `branch` with this name first
broken-diagram-zero-to-one =
    .hint = write both coordinates as numbers from 0 to 1
broken-diagram-formula =
    .hint = formulas in labels are not drawn: write them as text, such as `x²`
broken-diagram-label =
    .hint = put labels with brackets or other signs in quotes: A["f(x)"]
broken-diagram-end-word =
    .hint = `end` is a word of the language: write `End`, or put it in quotes as a label
broken-diagram-missing-end =
    .hint = every subgraph and block needs an `end` on a line of its own
broken-diagram-no-style =
    .hint = `style` belongs to flowcharts: a sequence diagram has `box` and `rect` for colours
broken-diagram-front-matter =
    .hint = the lines between `---` are YAML: put values with brackets or colons in quotes
broken-diagram-bracket =
    .hint = close this bracket on the same line; put a label with brackets of its own in quotes: A["f(x)"]
broken-diagram-quote =
    .hint = close this quotation mark: A["a label"]
broken-diagram-brace =
    .hint = close this brace with a line `{"}"}`
broken-diagram-arrow =
    .hint = write the arrow with two dashes: A --> B
broken-diagram-message =
    .hint = write a colon and a text after the message: A->>B: text
broken-diagram-dates =
    .hint = write dates as `dateFormat` says, and name tasks that others come after

## Mistakes of arguments

usage-error = error: { $mistake }
usage-error-more = For more information, try '--help'.
usage-error-near = tip: did you mean { $near }?
usage-error-no-value = a value is required for '{ $argument }' but none was supplied
usage-error-value = invalid value '{ $value }' for '{ $argument }': { $values }
usage-error-invalid = invalid value '{ $value }' for '{ $argument }': { $reason }
usage-error-unknown = unexpected argument '{ $argument }' found
usage-error-command = unrecognized subcommand '{ $command }'
usage-error-no-command = a command is required
usage-error-missing = the following required arguments were not provided: { $arguments }
usage-error-conflict = the argument '{ $argument }' cannot be used with '{ $other }'
usage-error-date = `{ $text }` is no date: write one as 2026-03-09 or "2026-03-09 18:00"
usage-error-language = `{ $tag }` is no language: write a tag such as ko, en or zh-Hant
external-no-host = no host has that name
external-status = the server answers { $status }
external-certificate = its certificate cannot be trusted
external-timed-out = it did not answer in time
external-unreached = it could not be reached
external-not-http = it did not answer as a web server does
external-redirects = it redirects in a circle, or too often

## Notes on editors

editor-address = an address as editor is only taken from your own settings
editor-scheme = `{ $scheme }:` opens no editor
editor-quotation = `{ $command }` has a quotation mark without its pair
editor-no-name = the editor has no name
editor-path = a command with `{"{"}path{"}"}` is only taken from your own settings
editor-unknown = `{ $name }` is no editor that is known here; name it with `{"{"}path{"}"}` in your own settings
editor-relative = `{ $program }` is a relative path; name the editor by its name or its full path
editor-shell = `{ $name }` is a shell; name the editor itself
editor-just-opened = an editor was opened just now
editor-in-terminal = an editor is still open in the terminal
editor-needs-terminal = { $program } needs a terminal, and the preview was not started in one
editor-not-started = { $program } cannot be started: { $error }

## Links that only other tools know

left-out-contents = a table of contents
broken-link-tool-name =
    .hint = write the path of the file: only the author's tool knows what this name stands for
broken-link-above =
    .hint = build the folder above: the address starts at the root of the project's site
unknown-anchor-generated =
    .hint = the link leads to the top of the page: a program makes the place in another site
broken-link-work = `{ $href }` is the identifier of a work, and is shown as text
    .hint = write `https://doi.org/{ $href }`

## New files, settings and next steps

overview = seodang { $version }: a course in Markdown becomes a site that students like to study in
overview-new = begin a course with a small example
overview-serve = preview it, and follow every save
overview-build = build the site: open public/index.html
overview-check = see what is wrong, where, and what to do
overview-pack = pack it for students, to open without a network
overview-course-here = This folder holds a course: `seodang serve --open` shows it.
overview-no-course-here = In a folder with Markdown files, `seodang serve --open` shows them as a course at once.
overview-more = All commands: `seodang --help`. The options of one: `seodang build --help`.
next-build = next: `seodang build` writes the site to public/
next-serve = next: `seodang serve --open` shows it in the browser, and follows every save
next-open = next: open { $file } by double click, or preview with `seodang serve --open`
next-fix = next: `seodang check --fix` fixes { $count } of them; add `--dry-run` to see how
next-explain = next: `seodang check --explain { $code }` explains a code, with an example and its fix
next-unpack = next: hand it out; students unpack it and open index.html
next-hand-out = next: hand it out; it opens without a network
new-folder-not-empty = { $folder } is not empty: name a new folder, or run `seodang init` in one with a course
new-course-written = { $folder } holds a small course now ({ $count } files): change it into yours
new-course-enter = next: `cd { $folder }`
new-page-written = written: { $file }
new-page-form = in the form of { $model }
new-page-link = { $overview } lists the pages beside it; to list this one too, add: { $line }
new-page-outside = { $path } is outside of the course
new-page-taken = { $path } exists already; nothing was written
new-page-session = New session
new-page-lab = New lab
new-page-day = New day
new-page-week = New week
new-page-term = - **Term (alias)**: a definition in one or two sentences
new-page-question = 1. A question? Its answer in details, or after "Answer:"
new-page-session-text = Write the session here. A heading `## Session info` with lines such as `**Time**: 09:00-09:50 (50 min)` becomes its card, `## Keywords` with `- **Term**: definition` feeds the glossary, `## Check your understanding` with a list makes study cards.
new-page-lab-text = Write the lab here. Headings such as `## Step 1: …` and items such as `- [ ] …` can be ticked.
new-page-overview-text = Say in a sentence or two what this part is about. Its pages are listed below by themselves.
new-ci-folder = the name of the folder `{ $folder }` has signs that a shell reads: rename it
new-ci-github = next: choose "GitHub Actions" as the source in Settings, Pages; then commit and push
new-ci-gitlab = next: commit and push; GitLab publishes the default branch
new-ci-netlify = next: commit and push, then import the repository on Netlify
new-ci-cloudflare = next: write the name of your Pages project to PROJECT, add the two secrets that the file names, then commit and push
publish-refused = nothing was published: correct the errors first
publish-branch = the branch { $branch } of { $remote }
publish-would = { $place } would get { $uploaded } new or changed files; { $unchanged } are the same, { $removed } would be removed
publish-same = { $place } is up to date: nothing was published
publish-done = published to { $place }: { $uploaded } files sent, { $unchanged } unchanged, { $removed } removed
manual-written = { $count } pages written to { $folder }
init-settings-exist = { $file } exists already; `seodang config` prints the settings in effect
init-done = { $settings ->
        [one] 1 setting
       *[other] { $settings } settings
    } inferred from { $pages ->
        [one] 1 page
       *[other] { $pages } pages
    }; the site stays as it was
config-file = The settings in effect, from { $file } and the course.
config-no-file = The settings in effect: there is no { $file }.
config-from-course = found in the course
config-default = the default
config-not-set = is not set
settings-file = The settings of this course. None is needed: a line that begins with `#~` shows a setting that is off; remove these two signs to turn it on. `seodang config` prints the settings in effect.
settings-inferred = These settings state what seodang finds in the course by itself: change them to decide otherwise. `seodang config` prints all settings in effect, the guide explains the others.
settings-title-found = Found: the title of { $page }.
settings-language-found = Found: the language of most of the text.
setting-title = The title of the site; without it, the title of the first README.md.
setting-language = The language of the text, as a tag such as ko, en, zh-Hant; without it, it is detected.
setting-interface-language = The language of the words that seodang adds, where it differs from that of the text.
setting-source = The folder of the course, from this file; without it, sessions/ or this folder.
setting-output = The folder that the site is written to, from this file.
setting-base-url = The address at which the site is published: adds canonical links and sitemap.xml.
setting-time-zone = The time zone of dates without one: a name (Asia/Seoul) or an offset (+09:00). UTC without it.
setting-theme = The theme: default, chalkboard, plain, or the name of a folder in themes/.
setting-html = HTML of the pages: "limited" keeps what one table allows, "trusted" keeps scripts, frames and forms of your own course.
setting-exclude = Paths to leave out: * matches within a name, ** matches any folders.
setting-include = Paths to keep although they look like copies or drafts, or are excluded.
setting-keyword-sections = More headings that open a keyword section, whose terms feed the glossary.
setting-info-sections = More headings that open the info block of a session.
setting-search-names = Groups of names of one thing, by any of which the search finds it.
setting-share-feed = feed.xml, a feed of the pages whose front matter states when they changed (`lastmod`); only with `base-url`.
setting-share-og = A picture of each page for shared links, drawn with its title (`og:image`); without it, the first picture of the page. Only with `base-url`.
setting-share-markdown = The text of each page as a Markdown file beside it, for programs that read Markdown.
setting-share-edit-links = "Edit this page", to the file on GitHub, GitLab or Codeberg, if git knows the repository; only with `base-url`.
setting-images-remote = Images of other sites: "link" names them, "load" loads them when a page is read, "fetch" copies them into the site.
setting-redirects = Former addresses of the site, each with the page that it leads to now.
setting-calendar-start = The first day of teaching: gives weeks, days and sessions their dates.
setting-calendar-holidays = Days without teaching, or ranges of days as "2026-08-15/2026-08-17".
setting-calendar-weekdays = The days of the week with teaching.
setting-calendar-dates = Fixed dates of weeks or days, by their paths; later ones are counted from there.
setting-check = The level of a code of `seodang check`: error, warning, info or off.
setting-check-path = Levels of codes for some paths; the last one wins.

## Quizzes

quiz-no-answer = this question has no answer
    .hint = tick the right options (`- [x]`), or write `Answer: B` below them
quiz-no-such-option = the answer names the option { $label }, which this question does not have
    .hint = name one of its options
quiz-contradiction = the answer below this question names other options than those that are ticked
    .hint = remove the answer below, or tick the options that it names
quiz-gaps = this question has { $gaps } gaps and { $answers } answers
    .hint = write an answer for each gap, separated by commas
quiz-all-right = every option of this question is right
    .hint = add a wrong option
quiz-same-option = the option `{ $option }` stands twice in this question
    .hint = change or remove one of them
quiz-no-question = this quiz holds no question that can be read
    .hint = write a question with options (`- [x] right`, `- [ ] wrong`) or an answer (`Answer: …`)
