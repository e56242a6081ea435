# Korean. en.ftl says how the files of messages are written.
#
# Messages end in -니다, hints in -세요, both without a full stop. A particle after a value is chosen by the sound at its end:
# `{ $path }`{ PARTICLE($path, "을") } names the form after a consonant.

## 설정과 파일

bad-config =
    .hint = seodang.toml에서 고치세요: 설정을 읽을 수 없는 동안에는 아무것도 게시되지 않습니다
bad-config-no-list = ["a", "b"]와 같은 목록이 와야 하는데 { $found } 값이 왔습니다
bad-config-no-table = 테이블이 와야 하는데 { $found } 값이 왔습니다
bad-config-near-setting = 알 수 없는 설정 `{ $key }`; 혹시 `{ $name }`인가요?
bad-config-setting-below-table = 알 수 없는 설정 `{ $key }`; 이 설정은 첫 번째 `[테이블]`보다 위에 써야 합니다
bad-config-unknown-setting = 알 수 없는 설정 `{ $key }`
bad-config-check-paths = `[[check.path]]` 테이블에는 `paths`가 필요합니다
bad-config-redirect-target = 리디렉션은 "week_01/session_1.md"와 같은 강의의 페이지로 이어져야 합니다
bad-config-redirect-circle = `{ $from }` 리디렉션이 `{ $by }`{ PARTICLE($by, "을") } 거쳐 제자리로 돌아옵니다
bad-config-redirect-chain = `{ $from }` 리디렉션이 다른 리디렉션으로 이어집니다; `{ $to }`{ PARTICLE($to, "으로") } 바로 이어지게 하세요
ignored-setting = `{ $name }` 설정은 여기에서 효력이 없습니다: 사용자의 컴퓨터에서 어떤 프로그램을 실행할지 강의가 정할 수 없습니다
    .hint = 사용자 설정 폴더(~/.config, ~/Library/Application Support, %APPDATA%)의 `seodang/config.toml`에 쓰거나 EDITOR 환경 변수를 설정하세요
theme-name-property = 테마에 `{ $name }`{ PARTICLE($name, "을") } 정한 곳이 없습니다
    .hint = 값을 정하거나, 없을 때의 값을 적으세요: `var({ $name }, …)`
theme-name-property-near = 테마에 `{ $name }`{ PARTICLE($name, "을") } 정한 곳이 없습니다
    .hint = 혹시 `{ $near }`인가요?
theme-name-unused = 테마에 `{ $name }`{ PARTICLE($name, "을") } 쓰는 곳이 없습니다
    .hint = 혹시 `{ $near }`인가요?
theme-name-word = 테마에 `{ $key }`{ PARTICLE($key, "이라는") } 말이 없습니다
    .hint = 그 줄을 지우세요. 쓸 수 있는 말은 기본 테마의 `words/ko.toml`에 있습니다
theme-name-word-near = 테마에 `{ $key }`{ PARTICLE($key, "이라는") } 말이 없습니다
    .hint = 혹시 `{ $near }`인가요?
theme-name-file = 사이트에 `{ $path }` 파일이 없습니다
    .hint = 테마에 `{ $file }` 파일을 넣고 theme.toml의 `more-files`에 `{ $path }`{ PARTICLE($path, "을") } 더하세요
theme-name-file-near = 사이트에 `{ $path }` 파일이 없습니다
    .hint = 혹시 `{ $near }`인가요? 경로는 테마의 폴더에서 시작합니다
theme-name-file-unlisted = `{ $path }` 파일은 테마에 있지만 사이트에는 실리지 않습니다
    .hint = theme.toml에 더하세요: more-files = ["{ $path }"]
no-such-code = `{ $name }`{ PARTICLE($name, "은") } 진단 코드가 아닙니다
no-such-code-near = `{ $name }`{ PARTICLE($name, "은") } 진단 코드가 아닙니다; 혹시 `{ $code }`인가요?
held-folder = 폴더 이름이 `{ $name }`이므로 페이지 { $pages }개와 함께 사이트에서 제외됩니다
    .hint = 게시하려면 폴더 이름을 바꾸거나 seodang.toml의 `include`에 추가하세요: include = ["{ $folder }"]; 이 알림 없이 제외하려면 `exclude`에 추가하세요
broken-notebook-json = 노트북이 아닌 JSON 파일입니다: `cells`가 없습니다
    .hint = seodang.toml의 `exclude`에 추가하거나 노트북으로 저장하세요
broken-notebook-unreadable = 노트북을 읽을 수 없습니다: { $error }
    .hint = Jupyter에서 열어 다시 저장하세요; 사이트의 나머지는 이 파일 없이 만들어집니다
broken-notebook = { $problem } ({ $line }번째 줄)
notebook-output-cell = 노트북의 셀을 읽을 수 없습니다
    .hint = Jupyter에서 열어 다시 저장하세요
notebook-output-cell-type = `{ $name }` 유형의 셀은 없습니다
    .hint = 코드 셀이나 Markdown 셀로 바꾸세요
notebook-output-unreadable = 노트북의 출력을 읽을 수 없습니다
    .hint = 셀을 다시 실행하고 노트북을 저장하세요
notebook-output-picture = { $megabytes } MB 크기의 그림이 제외됩니다
    .hint = 그림을 줄이거나 파일로 저장해 참조하세요
notebook-output-form = 페이지에 표시할 수 있는 형식이 없는 출력입니다: { $forms }
    .hint = 셀이 그림이나 텍스트도 출력하게 하세요
notebook-output-length = 출력이 { $limit }바이트보다 길어 나머지를 생략합니다
    .hint = 출력을 줄이세요
notebook-output-page-length = 노트북이 한 페이지의 최대 길이({ $limit }바이트)보다 길어 나머지를 생략합니다
    .hint = 노트북을 나누거나 출력을 지우세요
bad-config-exclude = `exclude`의 `{ $pattern }`에 일치하는 파일이 없습니다; 혹시 `{ $meant }`인가요?
    .hint = 강의에 있는 경로 그대로 쓰거나 패턴을 지우세요: 그때까지는 아무것도 게시되지 않습니다
unmatched-pattern = `{ $setting }`의 `{ $pattern }`에 일치하는 파일이 없습니다
    .hint = 패턴은 강의 폴더를 기준으로 합니다; 패턴을 고치거나, 파일이 없어졌다면 패턴을 지우세요
unmatched-pattern-overruled = `include`의 `{ $pattern }`에 일치하는 파일은 모두 `exclude`로 제외된 것입니다
    .hint = 게시하려면 `{ $example }`처럼 폴더 이름부터 쓰세요
bad-config-preview =
    .hint = 설정을 고치세요: 그때까지 미리 보기는 마지막으로 올바랐던 설정을 쓰고, 게시는 할 수 없습니다
bad-config-not-utf8 = UTF-8 파일이 아닙니다: 오프셋 { $offset }에 바이트 0x{ $byte }
    .hint = UTF-8로 저장하세요
bad-config-file-name = `{ $name }` 파일은 읽지 않습니다: 설정 파일의 이름은 `{ $right }`입니다
    .hint = `{ $right }`{ PARTICLE($right, "으로") } 이름을 바꾸거나, 다른 이름으로 바꾸세요: 그때까지는 아무것도 게시되지 않습니다
file-too-large = 파일 크기가 { $size }바이트입니다; 한 페이지는 { $limit }바이트까지입니다
    .hint = 여러 페이지로 나누세요
not-utf8 = UTF-8 파일이 아닙니다: 오프셋 { $offset }({ $line }번째 줄)에 바이트 0x{ $byte }
    .hint = UTF-8로 저장하세요; 사이트의 나머지는 이 파일 없이 만들어집니다
unreadable-file = 읽을 수 없습니다: { $error }
    .hint = 권한을 고치세요; 사이트의 나머지는 이 파일 없이 만들어집니다
unreadable-file-vanished = 사이트를 만드는 동안 사라졌거나 읽을 수 없게 되었습니다
    .hint = 다시 만드세요
unreadable-file-long-name = 사이트의 이 파일은 이름이 파일 시스템에 너무 깁니다
    .hint = 강의에 있는 파일의 이름을 줄이세요
bad-config-outside = `{ $setting }` 설정이 프로젝트 밖을 가리킵니다: `{ $folder }`
    .hint = 설정은 그 곁이나 저장소 안의 폴더만 가리킬 수 있습니다; 다른 폴더는 명령줄의 -o로 주세요
same-name = 이름이 같은 파일이 두 개입니다: { $read } 글자로 된 것은 읽고, { $other } 글자로 된 것은 읽지 않습니다
    .hint = 둘 중 하나의 이름을 바꾸거나 지우세요
same-name-composed = 완성형(NFC)
same-name-decomposed = 조합형(NFD)
unreadable-name = 파일 이름이 올바른 유니코드가 아닙니다
    .hint = 이름을 바꾸세요; 이 파일은 사이트에서 제외됩니다
symlink-skipped =
    .hint = 링크가 가리키는 것을 강의에 복사하세요; 이 링크는 사이트에서 제외됩니다
symlink-skipped-nowhere = 심볼릭 링크가 가리키는 것이 없습니다
symlink-skipped-outside = 심볼릭 링크가 강의 밖을 가리킵니다
symlink-skipped-folder = 심볼릭 링크가 폴더를 가리킵니다
symlink-skipped-left-out = 심볼릭 링크가 사이트에서 제외된 파일을 가리킵니다

## 포함하는 파일

broken-include = `{ $reference }`{ PARTICLE($reference, "을") } 포함하지 못했습니다: { $reason }
broken-include-circle = 자기 자신을 포함합니다
    .hint = 서로를 포함하는 지시문 하나를 지우세요
broken-include-depth = 다른 파일 { $limit }개 아래에서 포함합니다
    .hint = 더 위의 단계에서 포함하세요
broken-include-count = 이 페이지가 이미 다른 파일 { $limit }개를 포함합니다
    .hint = 페이지를 나누세요
broken-include-missing = 강의에 없는 파일입니다
    .hint = 경로를 고치거나 파일을 추가하세요
broken-include-length = 페이지가 { $limit }바이트보다 길어집니다
    .hint = 페이지를 나누세요
broken-include-remote = 네트워크 주소입니다
    .hint = 파일을 강의에 복사하세요: 페이지는 네트워크에서 아무것도 불러오지 않습니다
broken-include-left-out = 사이트에서 제외된 파일입니다
    .hint = 독자가 볼 수 있는 파일을 포함하세요
broken-include-outside = 강의 밖을 가리킵니다
    .hint = 파일을 강의에 복사하거나, 그 파일이 들어 있는 폴더에서 강의를 빌드하세요
broken-include-part = `{ $name }`{ PARTICLE($name, "이라는") } 이름의 부분이 없습니다
    .hint = 지시문에 쓴 부분의 이름이나 파일의 표시를 고치세요
broken-include-lines = 파일은 { $count }줄뿐입니다
broken-include-bound = `{ $text }`{ PARTICLE($text, "이") } 있는 줄이 없습니다
broken-include-size = { $size }바이트로, 포함하기에 너무 큽니다
    .hint = 필요한 부분을 따로 파일로 만들어 포함하세요
broken-include-binary = UTF-8 텍스트 파일이 아닙니다
    .hint = 대신 파일로 이어지는 링크를 쓰세요

## 일부 독자를 위한 페이지, front matter

instructor-part =
    .hint = 강사용 부분은 `<!-- instructor -->`와 `<!-- /instructor -->` 사이나 `[!INSTRUCTOR]`로 시작하는 인용문에 쓰세요; 분명하지 않은 글은 제외합니다
instructor-part-mark-outside-quote = 이 표시가 인용문 밖에 있어서 그 아래가 모두 제외됩니다
instructor-part-container = 여기에서 시작한 강사용 부분이 닫히지 않습니다
instructor-part-class = 이 요소는 class 때문에 강사용 부분으로 읽습니다
instructor-part-open-slip = 이 표시는 `<!-- instructor -->`로 읽습니다
instructor-part-close-slip = 이 표시는 `<!-- /instructor -->`를 뜻한 것 같지만, 어떤 부분도 끝내지 않습니다
instructor-part-unopened = 이 주석이 끝내는 강사용 부분은 시작된 적이 없습니다
instructor-part-unclosed = 이 주석으로 시작한 강사용 부분이 닫히지 않습니다
instructor-part-percent = 이 `%%`로 시작한 주석이 닫히지 않습니다
    .hint = `%%`만 있는 줄로 닫으세요; 그때까지 그 아래가 모두 독자에게 보입니다
instructor-part-comment-tag = 이 태그로 시작한 주석이 닫히지 않아서 그 아래가 모두 제외됩니다
    .hint = `{"{%"} endcomment %{"}"}`로 닫거나 태그를 지우세요
bad-due-date = `{ $text }`{ PARTICLE($text, "을") } 날짜로 읽을 수 없습니다
    .hint = 월과 일을 쓰고, seodang.toml의 `[calendar]`에 `start`가 없으면 연도도 쓰세요: 2026-03-14 18:00
bad-release =
    .hint = 나중에 공개할 부분은 `<!-- release 2026-03-09 18:00 -->`과 `<!-- /release -->` 사이에 쓰세요. 분명하지 않은 글은 제외합니다
bad-release-open-slip = 이 표시를 `<!-- release … -->`로 읽습니다
bad-release-close-slip = 이 표시는 `<!-- /release -->`일 수 있으나 부분을 닫지 않습니다
bad-release-no-time = 이 표시에 시각이 없어 이 부분을 공개하지 않습니다
bad-release-unopened = 이 주석은 열지 않은 공개 예정 부분을 닫습니다
bad-release-unclosed = 이 주석은 공개 예정 부분을 열고 닫지 않습니다
bad-release-unit = `{ $time }`{ PARTICLE($time, "은") } 날짜도 아니고 이 강의에서 날짜가 있는 주나 날도 아니어서 이 글을 공개하지 않습니다
    .hint = 연도까지 쓴 날짜(2026-03-09, 2026-03-09 18:00)나 주의 폴더(week_02)를 쓰고, seodang.toml의 `[calendar]`에 강의를 시작하는 날을 `start`로 쓰세요
too-deep-quotes = 인용문이 { $limit }단계보다 깊습니다
    .hint = 인용 단계를 줄이세요; 더 깊은 단계는 나란히 표시됩니다
bad-front-matter = front matter를 읽을 수 없습니다: { $reason }
    .hint = 고치거나 지우세요; 초안이라는 표시일 수 있으므로 그때까지 이 페이지는 사이트에서 제외됩니다
bad-front-matter-ignored = front matter의 값 하나를 무시합니다: { $reason }
    .hint = `title`과 `description`은 글로, `order`는 수로 쓰세요
bad-front-matter-nested = `{ $inner }`{ PARTICLE($inner, "이") } `{ $key }` 안에 있어 페이지에 적용되지 않습니다
bad-front-matter-unclosed = `{ $fence }` 줄로 닫히지 않습니다
bad-front-matter-fence = 첫 줄에서, 정확히 `---`로 시작해야 합니다
bad-front-matter-bare = `---` 줄 두 개 사이에 있어야 합니다
bad-front-matter-below = 제목과 주석보다 위인 첫 줄에서 시작해야 합니다
bad-front-matter-key = 알 수 없는 키 `{ $key }`; 혹시 `{ $name }`인가요?
bad-front-matter-truth = `{ $key }` 값은 `true`나 `false`여야 합니다
bad-front-matter-date = `{ $key }` 값은 `2026-03-02`와 같은 날짜여야 합니다
bad-front-matter-excepting = `{ $key }`에 이 페이지를 볼 수 없는 사람을 썼습니다
bad-front-matter-readers = `{ $key }`의 독자를 알 수 없습니다; 혹시 `instructor`인가요?
bad-front-matter-reader = `{ $key }`의 `{ $word }`{ PARTICLE($word, "은") } 알 수 없는 값입니다; 혹시 `{ $meant }`인가요?

## 페이지의 구조

lost-fence = 이 줄은 코드 블록을 열지 못합니다: { $reason }
    .hint = { $advice }; 그때까지 그 아래에서는 글과 코드가 뒤바뀝니다
lost-fence-backtick = 언어 이름 뒤에 백틱이 있습니다
    .hint = 블록을 `~~~`로 감싸거나 백틱을 지우세요
lost-fence-html = 위의 HTML에 속합니다
    .hint = 위에 빈 줄을 넣으세요
unclosed-fence = 코드 블록이 닫히지 않습니다
    .hint = 여는 줄과 같은 수의 백틱으로 닫으세요; 그때까지 페이지의 나머지가 모두 코드가 됩니다
unclosed-block = 여기에서 연 `{ $name }`{ PARTICLE($name, "이") } 닫히지 않습니다
    .hint = 닫으세요; 그때까지 다음 제목 앞에서 끝납니다
too-deep-containers = 컨테이너가 { $limit }단계보다 깊습니다
    .hint = 단계를 줄이세요; 더 깊은 단계는 상자 없이 표시됩니다

## 강의의 파일

list-and-more = { $names } 외 { $more }개
list-comma = { $first }, { $next }
list-and-last = { $names }, { $last }
bad-config-calendar = 일정에 날짜를 정한 `{ $path }`{ PARTICLE($path, "은") } 강의의 페이지도 폴더도 아닙니다
    .hint = 주나 날의 폴더를 강의 안의 경로로 쓰세요: week_05/day1
left-out = { $reason } 페이지로 보여 사이트에서 제외됩니다
    .hint = 게시하려면 이 페이지로 링크하거나 seodang.toml의 `include`에 추가하세요: include = ["{ $path }"]
left-out-copy = { $path } 파일의 복사본
left-out-backup = 백업
left-out-report = 보고서
left-out-guidelines = 템플릿 지침
draft = 초안이므로 사이트에서 제외됩니다
    .hint = 게시하려면 front matter에서 `{ $key }`{ PARTICLE($key, "을") } 지우거나 seodang.toml의 `include`에 이 페이지를 쓰세요
draft-held-back = front matter의 `{ $key }` 때문에 사이트에서 제외됩니다
draft-until = { $date }까지만 게시하는 페이지이므로(front matter의 `{ $key }`) 사이트에서 제외됩니다
draft-from = { $date }부터 게시하는 페이지이므로(front matter의 `{ $key }`) 사이트에서 제외됩니다
    .hint = 지금 게시하려면 `{ $key }`{ PARTICLE($key, "을") } 바꾸거나 지우고, 아니면 seodang.toml의 `include`에 이 페이지를 쓰세요
title-number = 제목에는 { $title }, 경로에는 { $path }입니다
    .hint = 제목을 고치세요: 경로가 기준입니다
not-understood = `{ $name }`{ PARTICLE($name, "을") } 이해하지 못했습니다: { $shown }
not-understood-on-page = 이 페이지에서 `{ $name }`{ PARTICLE($name, "을") } { $count }번 이해하지 못했습니다: { $shown }
not-understood-on-pages = 페이지 { $pages }개에서 `{ $name }`{ PARTICLE($name, "을") } { $count }번 이해하지 못했습니다(여기가 처음): { $shown }
not-understood-content = 내용만 표시합니다
    .hint = 모양이 중요하다면 Markdown으로 쓰세요; 빠지는 내용은 없습니다
not-understood-label = 그 자리에 이름만 표시합니다
    .hint = 내용을 Markdown으로 쓰세요
not-understood-signs = 독자에게 기호가 그대로 보입니다
    .hint = Markdown으로 쓰거나, 기호를 보이려면 코드로 쓰세요
broken-redirect-target = `{ $to }`{ PARTICLE($to, "은") } 강의의 페이지가 아닙니다
    .hint = 강의에 있는 페이지의 경로를 쓰세요
broken-redirect-address = `{ $from }`{ PARTICLE($from, "은") } 사이트 안의 주소가 아닙니다
    .hint = 사이트의 최상위부터 주소를 쓰세요
address-taken-by = { $address } 주소를 이 페이지로 이을 수 없습니다: `{ $holder }`의 주소입니다
address-taken-folder = { $address } 주소를 이 페이지로 이을 수 없습니다: 폴더의 주소를 다른 페이지가 씁니다
address-taken-redirect =
    .hint = 리디렉션을 지우세요
address-taken-alias =
    .hint = front matter에서 별칭을 지우세요
duplicate-route-folder = 이 폴더의 페이지와 파일은 { $place }/에 쓰입니다
    .hint = 폴더 이름을 바꾸세요: { $address } 주소는 { $holder }에서 씁니다
duplicate-route-page-above = 위 폴더의 페이지
duplicate-route-page = { $address }{ PARTICLE($address, "은") } 이미 `{ $other }`에서 만들어집니다
    .hint = 둘 중 하나의 이름을 바꾸세요; 이 페이지는 { $address }에 쓰입니다
files-of-format = { $name } 파일 { $count }개({ $extensions })
files-with-other-extension = 확장자가 다른 Markdown 파일 { $count }개({ $extensions })
files-of-text = 텍스트 파일 { $count }개({ $extensions })
files-of-hangul = 한글 문서 { $count }개({ $extensions })
files-of-slides = 프레젠테이션 { $count }개({ $extensions })
unread-format = 읽지 않는 { $counted }: { $names }
    .hint = { $advice }; 이 알림 없이 제외하려면 seodang.toml의 `exclude`에 경로를 추가하세요
unread-format-all-linked = 읽지 않는 { $counted }: { $names }; 링크한 페이지가 있어 그대로 복사합니다
unread-format-linked = 읽지 않는 { $counted }: { $names }; 그중 { $linked }개는 링크한 페이지가 있어 그대로 복사합니다
unread-format-convert = 하나씩 변환하세요: { $command }
unread-format-rename = 이름이 `.md`로 끝나게 바꾸세요
empty-course-excluded = 강의 폴더의 Markdown 파일 { $count }개가 모두 `exclude`로 제외됩니다
    .hint = seodang.toml의 `exclude` 패턴을 좁히거나 수업 파일을 `include`에 추가하세요
empty-course-no-page = 강의 폴더의 Markdown 파일 { $count }개 중 페이지가 되는 것이 없습니다
    .hint = 다른 알림을 확인하세요: 초안이나 복사본이거나, 강사용이거나, 제외되었거나, 읽을 수 없는 파일입니다
empty-course-no-markdown = 강의 폴더에 Markdown 파일이 없습니다
    .hint = 수업 파일이 있는 폴더를 지정하세요: seodang build 폴더
empty-course-other-formats = 페이지가 되는 파일이 없습니다: 강의 폴더에 있는 것은 { $kinds }이고, seodang은 Markdown을 읽습니다
    .hint = 수업 파일을 Markdown(.md)으로 변환하거나, Markdown이 있는 폴더를 지정하세요: seodang build 폴더
structure-file =
    .hint = 고치세요; 그때까지 페이지는 이름, 번호, 링크의 순서를 따릅니다
structure-target = 목차 파일에 있는 페이지가 강의에 없습니다: { $pages }
    .hint = 페이지를 쓰거나 목차 파일에서 항목을 지우세요
not-in-structure = 목차 파일에 없는 페이지 { $count }개는 맨 뒤에 놓입니다: { $pages }
    .hint = 목차 파일의 알맞은 자리에 추가하세요

## 링크

broken-link = `{ $href }`에 해당하는 파일이 강의에 없습니다
    .hint = 파일을 만들거나 주소를 고치세요
broken-link-template = `{ $written }`{ PARTICLE($written, "은") } 템플릿 식이라 계산하지 않습니다
    .hint = 주소를 그대로 쓰세요; 그때까지 링크 없이 글자만 남습니다
empty-link = 링크에 주소가 없습니다
    .hint = 주소를 쓰거나 링크를 지우세요
link-case = `{ $href }`의 대소문자가 파일 이름과 다릅니다
    .hint = `{ $right }`{ PARTICLE($right, "으로") } 쓰세요: 많은 서버가 대소문자를 구별합니다
link-case-page = `{ $href }`의 대소문자가 페이지의 주소와 다릅니다
outside-course = `{ $href }`{ PARTICLE($href, "은") } 강의 폴더 밖을 가리킵니다
    .hint = 가리키는 것을 강의 안으로 옮기거나 전체 주소를 쓰세요
near-address =
    .hint = 혹시 `{ $right }{ $fragment }`인가요?
broken-link-held-folder = `{ $href }`{ PARTICLE($href, "은") } 이름 때문에 사이트에서 제외된 폴더에 있습니다
    .hint = 파일을 다른 폴더로 옮기거나 seodang.toml의 `include`에 쓰세요
broken-link-edition = `{ $href }`{ PARTICLE($href, "이") } 이 언어판에 없어 { $language ->
        [original] 원문
       *[other] `{ $language }` 언어판
    }의 것으로 이어집니다
    .hint = 파일을 번역하거나 다른 언어판으로 링크하세요
missing-image = 이미지 `{ $href }`{ PARTICLE($href, "이") } 없습니다
broken-link-www =
    .hint = 혹시 `https://{ $address }`인가요? `https://`가 없으면 강의의 파일로 읽습니다
broken-link-left-out = `{ $href }`{ PARTICLE($href, "은") } 사이트에서 제외된 페이지입니다
    .hint = 링크를 지우거나 페이지를 포함하세요
outside-course-book = `{ $href }`{ PARTICLE($href, "은") } 책 밖의, 나란히 있는 페이지를 가리킵니다
    .hint = 전체 주소를 쓰세요: 그 페이지는 이 사이트에 속하지 않습니다
broken-link-no-scheme = `{ $href }`에 `http://`가 없어 글자로 표시합니다
    .hint = `http://{ $href }`나 `https://{ $href }`{ PARTICLE($href, "으로") } 쓰세요
broken-link-dangerous-scheme = `{ $scheme }:` 링크는 글자로 표시합니다
    .hint = 페이지나 파일의 주소를 쓰세요; 강의의 링크는 아무것도 실행하지 않고 독자의 디스크에 있는 파일도 열지 않습니다
broken-link-unknown-scheme = `{ $scheme }:` 형식은 페이지에서 링크하는 주소가 아니라서 글자로 표시합니다
    .hint = `https://`로 시작하는 주소를 쓰거나 코드로 쓰세요
link-space = `{ $target }`에 공백이 있어 링크가 되지 않습니다
    .hint = `({ $written })` 형식으로 쓰세요; 그대로 두면 독자에게 괄호가 보입니다
link-space-image = `{ $target }`에 공백이 있어 이미지가 되지 않습니다
unknown-anchor = { $page }에 `#{ $fragment }` 제목이 없습니다
    .hint = 앵커를 고치세요; 지금은 링크가 페이지의 맨 위로 이어집니다
unknown-anchor-near =
    .hint = 혹시 `#{ $id }`인가요?
inexact-anchor = `#{ $fragment }`{ PARTICLE($fragment, "은") } { $page }의 제목과 정확히 같지 않습니다
    .hint = `#{ $id }`{ PARTICLE($id, "으로") } 쓰세요; 사이트는 이해하지만 GitHub와 편집기는 이해하지 못합니다
duplicate-route-file = `{ $other }`{ PARTICLE($other, "이") } { $wanted }{ PARTICLE($wanted, "이") } 되므로 이 파일은 { $address }에 쓰입니다
    .hint = 둘 중 하나의 이름을 바꾸세요; 페이지의 링크는 이 파일로 이어집니다
duplicate-route-file-html =
    .hint = 파일 이름을 바꾸세요: 페이지의 링크는 이 파일로 이어지지만, 그대로 복사하는 HTML 파일의 링크는 이어지지 않습니다
broken-link-label = `{ $label }`{ PARTICLE($label, "은") } 강의에 없는 라벨입니다
    .hint = 가리키는 제목 앞에 `({ $label })=` 줄을 넣거나 라벨을 고치세요
broken-link-name = `{ $href }`{ PARTICLE($href, "이라는") } 이름의 파일이 강의에 없습니다
    .hint = 파일을 만들거나 이름을 고치세요
ambiguous-link = `{ $href }`에 해당하는 파일이 여럿입니다: { $files }
    .hint = 경로를 쓰세요: `[[{ $path }]]`; 그때까지 링크는 이 파일로 이어집니다
broken-link-route =
    .hint = 파일의 경로를 쓰세요: 이 주소는 원래 사이트만 아는 경로입니다
broken-link-ignored =
    .hint = 프로그램이 만드는 파일이 아니면 파일을 만들거나 주소를 고치세요: `.gitignore`에 이 경로가 있습니다
broken-link-macro =
    .hint = 주소를 그대로 쓰세요: 이 낱말은 원래 도구만 주소로 바꿉니다
placeholder-link = 주소 `{ $href }`{ PARTICLE($href, "은") } 임시로 쓴 것입니다
    .hint = 실제 주소를 쓰거나 링크를 지우세요
ambiguous-anchor = `#{ $id }`{ PARTICLE($id, "은") } { $page }에서 같은 글의 제목 여러 개 중 첫 번째입니다
    .hint = { $line }번째 줄의 제목을 다르게 쓰거나 `#{ $again }`{ PARTICLE($again, "으로") } 링크하세요

## 이미지와 다이어그램

missing-alt = 이미지 `{ $href }`에 대체 텍스트가 없습니다
    .hint = 무엇이 보이는지 몇 마디로 설명하세요: ![로드 밸런서 뒤의 서버 세 대](…)
large-image = 이미지는 { $width } × { $height }픽셀, { $kilobytes } KB인데 { $shown }픽셀 너비로 표시됩니다
    .hint = { $width }픽셀 너비로 저장하세요: 표시 너비의 두 배면 어느 화면에서나 선명합니다
unused-image = 이 이미지를 쓰는 페이지가 없습니다
    .hint = 페이지에서 쓰거나 지우세요; 사이트에 복사하지 않습니다
unnamed-diagram = 다이어그램에 제목이 없습니다
    .hint = 첫 줄 아래에 `accTitle: …`을 쓰거나 위에 제목이나 라벨을 쓰세요
style-list = `style` 한 줄에 노드가 여러 개입니다
    .hint = 노드마다 한 줄씩 쓰세요: 사이트는 뜻대로 그리지만 mermaid.js와 GitHub는 그렇지 않습니다
undefined-node = `{ $name }`에 스타일이 있지만 다이어그램에 이 노드를 그리는 줄이 없습니다
    .hint = 이름을 고치거나 줄을 지우세요: Mermaid는 빈 상자를 그립니다
undefined-class = 노드에 준 클래스 `{ $class }`{ PARTICLE($class, "을") } 정의하는 `classDef`가 없습니다
    .hint = 정의하거나 이름을 고치세요: classDef { $class } fill:#e3f2fd
ignored-style = `{ $kind }` 다이어그램에는 `{ $word }` 줄이 없습니다
    .hint = 줄을 지우세요: Mermaid는 이 줄을 무시하거나 글자로 표시합니다
broken-diagram = 다이어그램을 그릴 수 없습니다: { $error }
    .hint = 이 종류의 다이어그램 문법과 비교하세요: https://mermaid.js.org
broken-formula = 수식을 읽을 수 없습니다: { $error }
    .hint = 수식을 고치거나, 금액이라면 `\$5`로 쓰세요; 페이지에는 소스가 표시됩니다

## 제목, 코드, HTML

unknown-language = `{ $word }`{ PARTICLE($word, "은") } 지원하는 언어 이름이 아닙니다
    .hint = 일반 텍스트라면 `text`라고 쓰세요; 코드는 색 없이 표시됩니다
unknown-language-near =
    .hint = 혹시 `{ $name }`인가요? 코드는 색 없이 표시됩니다
skipped-level = { $above }단계 제목 다음에 { $level }단계 제목이 옵니다
    .hint = `{ $signs }` 제목으로 쓰세요: 개요에서는 단계를 건너뛰지 않습니다
empty-section = 제목 아래에 글이 없습니다
    .hint = 내용을 쓰거나 제목을 지우세요
heading-space = 제목의 `#` 기호 뒤에 공백이 없습니다
    .hint = `{ $signs } { $name }`{ PARTICLE($name, "으로") } 쓰세요; 공백이 없으면 문단이 됩니다
several-titles = 페이지의 제목은 하나인데, 제목이 또 있습니다
    .hint = `{ $first }`의 절이라면 `##`로 쓰고, 코드의 주석이라면 코드 블록에 넣으세요
swallowed-markdown = 코드 블록에 { $line }번째 줄처럼 페이지의 글이 들어 있습니다
    .hint = 위에서 코드 울타리가 빠졌거나 하나 더 있는지 확인하세요: 이 줄은 블록을 닫으려던 것입니다
swallowed-markdown-early-end = { $line }번째 줄의 코드가 이 Markdown 블록을 너무 일찍 끝냅니다
    .hint = 바깥 블록을 백틱 네 개로 열고 닫으세요
swallowed-markdown-fence = { $line }번째 줄에서 여는 코드 블록이 이 코드 블록 안에 들어 있습니다
    .hint = { $line }번째 줄 앞에서 닫거나 울타리의 백틱을 늘리세요
task-in-code = 코드 블록 안의 할 일 { $count }개는 체크할 수 없습니다
    .hint = 목록을 코드 블록 밖에 쓰세요; 예시라면 ```markdown으로 표시하세요

## 강의 전체

time-length = { $range }{ PARTICLE($range, "은") } { $stated }분이 아니라 { $taken }분입니다
    .hint = 시각이나 길이를 고치세요
time-length-backwards = { $range }{ PARTICLE($range, "은") } 시작보다 끝이 빠릅니다
section-minutes = 시간을 적은 절 { $count }개는 모두 { $sum }분인데 세션은 { $lasts }분입니다
    .hint = 절을 줄이거나 세션의 시간을 늘리세요
time-overlap = { $range }{ PARTICLE($range, "이") } 같은 날 { $name }의 { $other }{ PARTICLE($other, "과") } 겹칩니다
    .hint = 둘 중 하나를 고치세요; 학생이 하나를 고르는 시간이라면 주석으로 이 알림을 끄세요
timetable-time = 시간표에는 { $range }, { $name }에는 { $own }입니다
    .hint = 둘 중 하나를 고치세요
next-link = { $direction ->
        [next] 다음
       *[previous] 이전
    } 페이지 링크가 이 페이지 { $direction ->
        [next] 뒤에
       *[previous] 앞에
    } 오지 않는 { $name }{ PARTICLE($name, "으로") } 이어집니다
next-link-same = { $direction ->
        [next] 다음
       *[previous] 이전
    } 페이지 링크가 바로 이 페이지인 { $name }{ PARTICLE($name, "으로") } 이어집니다
next-link-right =
    .hint = { $direction ->
        [next] 다음
       *[previous] 이전
    } 페이지인 `{ $path }`{ PARTICLE($path, "으로") } 링크하세요
next-link-none =
    .hint = 링크를 지우세요: { $direction ->
        [next] 다음
       *[previous] 이전
    } 페이지가 없고, 이런 링크는 사이트가 스스로 추가합니다
unlinked-session = 이 페이지에 수업 { $all }개 중 { $count }개의 링크가 없습니다: { $names }
    .hint = Markdown으로 읽는 사람을 위해 링크하세요; 사이트에는 어차피 표시됩니다
unlinked-session-all = 이 페이지에 수업 { $all }개의 링크가 하나도 없습니다
unlinked-session-one = 이 페이지에 `{ $name }` 링크가 없습니다
orphan-page = 이 페이지로 링크하는 페이지가 없습니다
    .hint = README에서 링크하거나 사이트의 목차에 맡기세요
unknown-code =
    .hint = 알림의 대괄호에 나오는 코드를 쓰세요; `seodang check --explain 코드`로 설명을 볼 수 있습니다
missing-info = 이 페이지에 정보 블록(시간, 목표 등)이 없습니다; { $kind ->
        [labs] 실습
        [hands-ons] 핸즈온
        [challenges] 챌린지
       *[sessions] 세션
    } { $all }개 중 { $have }개에는 있습니다
    .hint = 다른 페이지와 같은 형식으로 제목 아래에 쓰세요
missing-objectives = 이 페이지에 학습 목표 항목이 없습니다; { $kind ->
        [labs] 실습
        [hands-ons] 핸즈온
        [challenges] 챌린지
       *[sessions] 세션
    } { $all }개 중 { $have }개에는 있습니다
    .hint = 수업 뒤에 학생이 할 수 있는 일을 다른 페이지처럼 제목 아래에 쓰세요
missing-keywords = 이 페이지에 키워드 절이 없습니다; { $kind ->
        [labs] 실습
        [hands-ons] 핸즈온
        [challenges] 챌린지
       *[sessions] 세션
    } { $all }개 중 { $have }개에는 있습니다
    .hint = 용어와 정의를 목록으로 쓰세요; 용어집은 이것으로 만들어집니다
missing-checklist = 이 페이지에 체크리스트 항목이 없습니다; { $kind ->
        [labs] 실습
        [hands-ons] 핸즈온
        [challenges] 챌린지
       *[sessions] 세션
    } { $all }개 중 { $have }개에는 있습니다
    .hint = 학생이 체크할 일을 목록으로 쓰세요: - [ ] …
moved-page = 이 페이지는 { $former }{ PARTICLE($former, "으로") } 게시되었습니다; 다음 빌드에서 그 주소가 없어집니다
    .hint = front matter에 `aliases: [/{ $former }]` 줄을 넣으세요; 이전 주소가 이 페이지로 이어집니다
dead-external-link = `{ $href }`{ PARTICLE($href, "은") } 없는 주소입니다: { $reason }
    .hint = 새 주소로 링크하거나 링크를 지우세요
dead-external-link-unclear = `{ $href }`{ PARTICLE($href, "을") } 읽지 못했습니다: { $reason }
    .hint = 브라우저에서 열어 보세요; 이미 다시 열릴 수도 있습니다
moved-external-link = `{ $href }`의 주소가 영구적으로 바뀌었습니다
    .hint = 새 주소로 바꾸세요: { $to }

## 용어집

repeated-term = `{ $term }`{ PARTICLE($term, "은") } 이 절의 { $line }번째 줄에서 이미 정의했습니다
    .hint = 하나만 남기거나, 구별하는 이름을 덧붙이세요: `Service (ECS)`
empty-definition = 용어에 정의가 없습니다
    .hint = 뜻을 한 문장으로 쓰세요: - **Pod**: 실행되는 가장 작은 단위
unread-term = 키워드 절에 있는 항목 { $count }개를 용어로 읽지 못했습니다
    .hint = 용어를 굵게 쓰고 쌍점 뒤에 뜻을 쓰세요: - **Pod**: 가장 작은 단위
differing-definitions = `{ $term }`{ PARTICLE($term, "을") } { $place }에서 다르게 정의했습니다
    .hint = 같은 뜻이면 같은 말로 정의하고, 다른 뜻이면 구별하는 이름을 덧붙이세요; 용어집에는 모두 표시됩니다
near-term = `{ $name }`{ PARTICLE($name, "을") } { $place }에서는 `{ $other }`{ PARTICLE($other, "이라고") } 썼습니다
    .hint = 한 가지로 쓰세요: 독자가 이 말로 검색합니다
near-term-alias = `{ $term }`의 다른 이름인 `{ $alias }`{ PARTICLE($alias, "이") } 따로 항목으로 있습니다: { $place }
    .hint = 둘을 같은 방식으로 써서 한 항목이 되게 하세요
unused-term = 여기에서 정의한 `{ $term }`{ PARTICLE($term, "을") } 쓰는 페이지가 없습니다
    .hint = 본문에서 쓰거나 용어집에서 지우세요

## 프로그램의 오류

missing-index = { $index }{ PARTICLE($index, "이") } 없습니다: { $cause }
    .hint = seodang의 오류입니다: 폴더의 파일 이름과 함께 알려 주세요
missing-index-no-page = 이 폴더의 페이지가 만들어지지 않습니다
missing-index-elsewhere = 이 폴더의 페이지는 { $address }에 쓰입니다
duplicate-route-fault = { $second }{ PARTICLE($second, "이") } { $first }의 자리를 차지합니다
    .hint = seodang의 오류입니다: 알려 주시고, 그때까지 둘 중 하나의 이름을 바꾸세요

## HTML

unsafe-html = `<{ $name }>`{ PARTICLE($name, "은") } 페이지에서 제외됩니다
    .hint = 대신 링크를 쓰세요; 페이지는 오프라인에서 열려야 하고 다른 곳의 코드를 실행하지 않아야 합니다
unsafe-html-attributes = `<{ $name }>`의 속성이 { $limit }개보다 많아 나머지는 페이지에서 제외됩니다
    .hint = 따옴표나 `>`가 빠졌는지 확인하세요; 속성이 이렇게 많은 요소는 없습니다
unbalanced-html = `<{ $name }>`{ PARTICLE($name, "이") } 닫히지 않습니다
    .hint = 요소를 같은 블록에서 열고 닫으세요; 페이지는 그렇게 쓴 것처럼 만들어집니다
unbalanced-html-end = `</{ $name }>`{ PARTICLE($name, "이") } 닫을 요소가 여기에 없습니다

## front matter, 이어서

bad-front-matter-mark = 강사용 표시는 front matter 안에서 아무것도 숨기지 않습니다

## 명령줄

cli-help = 도움말
cli-error = 오류
cli-warning = 경고
cli-info = 정보
cli-settings-error = 오류: { $file }{ PARTICLE($file, "을") } 사용할 수 없습니다: 잘못된 곳 { $count }개; 아무것도 쓰지 않았습니다
cli-errors = 오류 { $count }개
cli-warnings = 경고 { $count }개
cli-infos = 정보 { $count }개
cli-hidden-infos = 정보 { $count }개(`seodang check --info`로 볼 수 있습니다)
cli-folded = 그중 { $count }개는 수만 셌습니다(--all로 모두 볼 수 있습니다)
cli-omitted-pages = 강사용 페이지 { $pages }개 제외
cli-omitted-parts = 강사용 부분 { $parts }개 제외
cli-omitted = 강사용 페이지 { $pages }개와 강사용 부분 { $parts }개 제외
cli-unreleased-pages = 아직 공개하지 않은 페이지 { $pages }개
cli-unreleased-parts = 아직 공개하지 않은 부분 { $parts }개
cli-unreleased = 아직 공개하지 않은 페이지 { $pages }개와 부분 { $parts }개
cli-next-release = 다음 공개: { $time }({ $zone }). 그때 다시 빌드하세요
cli-cut = 참고: 이 앞의 알림 { $count }개는 출력하지 않았습니다
cli-more-errors = 그 밖의 오류 { $count }개
cli-more-warnings = 그 밖의 경고 { $count }개
cli-more-infos = 그 밖의 정보 { $count }개
cli-more = { $kind }, { $place }: { $places }
cli-files = { $head }: { $message }: { $place }의 파일 { $count }개: { $places }
cli-course-folder = 강의 폴더
cli-lines = 줄 { $places }
cli-built = { $folder }에 페이지 { $pages }개({ $written }), { $seconds }초
cli-written = 쓴 파일 { $written }개, 그대로인 파일 { $unchanged }개, 지운 파일 { $removed }개
cli-not-remembered = 참고: 다음 빌드를 위해 저장하지 못했습니다: { $error }
cli-progress = { $done }/{ $all } 페이지
cli-image-failed = 참고: { $address }{ PARTICLE($address, "을") } 가져오지 못했습니다: { $reason }
cli-images-fetched = 다른 사이트의 이미지 { $all }개 중 { $count }개를 가져왔습니다
cli-offline = 참고: 외부 호스트 { $count }개에 모두 연결할 수 없어 외부 주소를 확인하지 못했습니다
cli-skipped = 참고: 시간이 모자라 외부 주소 { $count }개를 확인하지 못했습니다; 다시 실행하세요
cli-baseline = 이제 기준선에 알림 { $count }개가 있습니다: { $file }
cli-fix-skipped = 참고: { $path }{ PARTICLE($path, "은") } 확인한 뒤에 내용이 바뀌어 건너뛰었습니다
cli-no-findings = 알림 없음
cli-infos-hint = 정보는 --info로 볼 수 있습니다
cli-folded-hint = { $count }개는 수만 셌습니다: --all로 모두 볼 수 있습니다
cli-known = 기준선에 있는 알림 { $count }개
cli-resolved = 기준선의 알림 { $count }개가 해결되었습니다: `seodang check --update-baseline`을 실행하세요
cli-checked = 페이지 { $pages }개를 { $seconds }초 동안 확인했습니다: { $counts }
cli-packed-as = 참고: { $old }{ PARTICLE($old, "을") } { $new }{ PARTICLE($new, "으로") } 담았습니다: Windows에서 원래 이름으로 압축을 풀 수 없습니다
cli-heavy-document = 참고: { $file }의 요소가 { $count }개여서 휴대 전화에서 여는 데 오래 걸립니다: `--single-file=week`로 주마다 한 파일씩 만드세요
cli-large-package = 참고: { $file }의 크기가 { $size }입니다: 대부분의 메일과 많은 학습 플랫폼에서 받을 수 없습니다
cli-packed-files = { $folder }에 파일 { $count }개({ $size })
cli-packed = { $written }, { $seconds }초
cli-no-browser = 참고: 브라우저를 열지 못했습니다: { $error }
cli-port-taken = { $port }번 포트는 이미 쓰이고 있습니다
cli-preview = { $course } 미리 보기: { $url } (Ctrl-C로 끝냅니다)
cli-polls-because = 1초에 두 번 변경을 확인합니다({ $reason })
cli-polls = 1초에 두 번 변경을 확인합니다: { $reason }
cli-rendered = 페이지 { $pages }개, { $time }
cli-changed = { $change }, { $time }
cli-more-problems = 그 밖에 { $count }개; `seodang check`가 모두 보여 줍니다
cli-settings-kept = 참고: { $file }에 잘못된 곳이 있어 마지막으로 올바랐던 설정을 씁니다
cli-change-failed = 오류: { $error }
cli-pages-kept = 참고: 고칠 때까지 이전 페이지가 그대로 표시됩니다
cli-milliseconds = { $count }밀리초
cli-seconds = { $count }초
cli-theme = 테마
cli-removed = { $path }(삭제됨)
cli-no-change = 변경 없음
cli-exposed = 경고: 같은 네트워크의 누구나 이 강의를 문제와 파일 이름까지 볼 수 있습니다
cli-exposed-at = 경고: 같은 네트워크의 누구나 { $url } 주소에서 이 강의를 문제와 파일 이름까지 볼 수 있습니다

## 언어와 도움말

cli-user-settings = 참고: 사용자 설정을 쓰지 않습니다: { $error }
help-heading = { $name ->
        [usage] 사용법:
        [commands] 명령
        [arguments] 인수
       *[options] 옵션
    }
help-default = [기본값: { $value }]
help-values = [가능한 값: { $values }]
help-values-heading = 가능한 값:

## 브라우저의 미리 보기

preview-problems = 문제
preview-close = 닫기
preview-error = 오류 { $count }개
preview-errors = 오류 { $count }개
preview-warning = 경고 { $count }개
preview-warnings = 경고 { $count }개
preview-severity-error = 오류
preview-severity-warning = 경고
preview-cannot-show = 표시할 수 없음
preview-last-state = 지금 보이는 것은 마지막으로 표시할 수 있었던 상태입니다.
preview-open-hint = Alt를 누른 채 클릭하거나 Alt+Enter를 누르면 편집기에서 열립니다
preview-open-note = 이 파일을 편집기에서 열려면 Alt를 누른 채 클릭하거나 Alt+Enter를 누르세요.
preview-ended = 미리 보기가 끝났습니다: 이 페이지는 더 이상 변경을 따라가지 않습니다.
preview-frame = 편집기에서 열기
preview-no-frame = 이 페이지에서는 편집기를 열 수 없습니다: 미리 보기의 프레임을 불러오지 못했습니다.
preview-remote = 파일은 미리 보기를 실행하는 컴퓨터(localhost)에서만 편집기로 열립니다.
preview-click-again = 이 자리를 편집기에서 열려면 Alt를 누른 채 한 번 더 클릭하세요.
preview-no-editor = 설정된 편집기가 없습니다: VISUAL이나 EDITOR 환경 변수, 또는 사용자 설정 폴더의 seodang/config.toml에 `editor`를 설정하세요
preview-not-yet = 아직 이 페이지를 표시할 수 없습니다

## 도움말 (영어 도움말은 src/cli/args.rs에 있다)

help = 평범한 Markdown으로 쓴 강의를 테마가 있는 정적 사이트로 만듭니다. USB 메모리에서도 열립니다
help-of-commands = 이 도움말이나 명령의 도움말을 봅니다
help-arg-help = 도움말을 봅니다
help-arg-version = 버전을 봅니다
help-licenses = 프로그램과 그 안에 든 모든 것의 라이선스를 봅니다
help-arg-lang = 메시지와 도움말의 언어 [기본값: 사용자 설정의 `language`, 없으면 시스템의 언어]
help-arg-course = 강의 폴더 [기본값: seodang.toml의 `source`, 없으면 sessions/, 그것도 없으면 현재 폴더]
help-arg-theme = 테마: 기본 제공 테마의 이름, 또는 강의 옆의 themes/NAME 폴더
help-arg-deny = 경고가 있어도 실패로 끝냅니다
help-new = 작은 본보기로 강의를 시작하거나, 이웃한 페이지의 모양으로 페이지를 더합니다
help-new-folder = 새 강의의 폴더(종류와 같은 이름의 폴더는 ./session처럼)
help-new-session = 세션을 더합니다
help-new-session-path = 새 페이지의 파일이나 폴더 [기본값: 같은 종류의 마지막 페이지 다음]
help-new-session-title = 번호를 뺀 제목
help-new-lab = 실습을 더합니다
help-new-lab-path = 새 페이지의 파일이나 폴더 [기본값: 같은 종류의 마지막 페이지 다음]
help-new-lab-title = 번호를 뺀 제목
help-new-day = 날과 그 안내 페이지, 첫 세션을 더합니다
help-new-day-path = 새 페이지의 파일이나 폴더 [기본값: 같은 종류의 마지막 페이지 다음]
help-new-day-title = 번호를 뺀 제목
help-new-week = 주와 그 안내 페이지, 첫 페이지들을 더합니다
help-new-week-path = 새 페이지의 파일이나 폴더 [기본값: 같은 종류의 마지막 페이지 다음]
help-new-week-title = 번호를 뺀 제목
help-new-ci = 강의를 확인하고 만들어 게시하는 워크플로를 더합니다
help-new-ci-service = 워크플로를 실행하는 서비스
help-value-github = GitHub Actions와 GitHub Pages, 또는 GitHub 워크플로의 주석
help-value-gitlab = GitLab CI/CD와 GitLab Pages
help-value-netlify = Netlify
help-value-cloudflare = Cloudflare Pages(GitHub Actions 워크플로로)
help-init = 있는 강의에 설정 파일을 씁니다. 강의에서 스스로 알아낸 것만 적습니다
help-build = 더블 클릭으로 열리고 어느 호스트에서나 동작하는 사이트를 만듭니다
help-build-output = 사이트를 쓸 폴더 [기본값: seodang.toml의 `output`, 없으면 public]
help-build-base-url = 사이트를 게시할 주소. 표준 링크와 사이트맵에 씁니다
help-build-audience = 사이트의 독자
help-build-as-of = 강의를 읽을 시각 [기본값: 지금]: 강의의 시간대에서 날짜만, 또는 날짜와 시각
help-build-fresh = 이전 빌드의 결과를 쓰지 않고 모두 새로 그립니다
help-build-all = 비슷한 경고와 오류를 세지 않고 모두 출력합니다
help-build-timings = 단계마다 걸린 시간을 출력합니다
help-build-json = 개수와 다음 공개 시각을 JSON으로 출력합니다
help-check = 강의의 잘못된 곳을 위치와 함께 알리고, 분명한 것은 고칩니다
help-check-format = 알림을 출력하는 형식
help-check-fix = 분명한 것을 고치고, 바뀐 내용을 diff로 보여 줍니다
help-check-as-of = 강의를 읽을 시각 [기본값: 지금]: 강의의 시간대에서 날짜만, 또는 날짜와 시각
help-check-dry-run = --fix와 함께: 고치지 않고 바뀔 내용만 보여 줍니다
help-check-only = 이 코드만 알립니다(여러 개는 쉼표로 구분)
help-check-info = 정보를 세지 않고 출력합니다
help-check-all = 비슷한 알림을 세지 않고 모두 출력합니다
help-check-external = 강의 밖의 주소에 접속해 열리지 않는 것을 알립니다(결과는 하루 동안 보관)
help-check-update-baseline = 지금의 알림을 모두 기준선(seodang-baseline.txt)에 기록합니다. 그 뒤로는 새 알림만 출력합니다
help-check-explain = 코드를 예시와 고치는 법으로 설명합니다
help-pack = 학생에게 나누어 줄 패키지를 만듭니다: USB 메모리용 압축 파일, HTML 파일, 전자책, PDF 파일
help-pack-output = 쓸 압축 파일이나 전자책, 파일이 여러 개면 폴더 [기본값: 현재 폴더에 강의 이름으로]
help-pack-only = 강의의 이 폴더와 파일만 담습니다(여러 개는 쉼표로 구분, `exclude`처럼 `*`와 `**` 사용 가능)
help-pack-language = 여러 언어로 된 강의에서 이 언어판만 담습니다: ko, en, zh-Hant
help-pack-single-file = 날, 주, 강의마다 그 자체로 열리는 HTML 파일 하나
help-pack-epub = 전자책 단말기용 책(EPUB 3)
help-pack-pdf = 날, 주, 강의마다 PDF 하나. 이 컴퓨터의 Chromium, Chrome, Edge로 인쇄합니다
help-pack-scorm = 진도와 점수를 알리는 학습 플랫폼용 묶음: SCORM 1.2나 2004(4판)
help-pack-quiz = 퀴즈의 문제: 답을 따로 둔 인쇄물, 또는 학습 플랫폼에 올릴 파일
help-pack-audience = 패키지의 독자
help-pack-as-of = 강의를 읽을 시각 [기본값: 지금]: 강의의 시간대에서 날짜만, 또는 날짜와 시각
help-pack-no-answers = 전자책과 PDF가 페이지 끝에 보여 주는 퀴즈의 답을 뺍니다
help-pack-fetch-remote = 다른 사이트의 이미지를 가져와 함께 담습니다
help-pack-all = 비슷한 경고와 오류를 세지 않고 모두 출력합니다
help-serve = 브라우저에서 강의를 미리 보고, 저장할 때마다 반영합니다
help-serve-port = 사용할 포트. 쓰이고 있으면 그다음 빈 포트를 씁니다
help-serve-host = 사용할 네트워크 주소. 0.0.0.0이면 같은 네트워크의 다른 사람도 볼 수 있습니다
help-serve-language = 여러 언어로 된 강의에서 이 언어판만 미리 봅니다: ko, en, zh-Hant
help-serve-open = 브라우저에서 미리 보기를 엽니다
help-serve-poll = 주기적으로 변경을 확인합니다: 시스템이 변경을 알리지 않는 드라이브에 씁니다
help-publish = 강의를 만들어 게시합니다: git 브랜치, 폴더, S3 버킷
help-publish-to = 브랜치 대신 게시할 폴더나 버킷(s3://bucket/folder, 설치된 `aws`로)
help-publish-branch = 게시할 브랜치. 강제로 덮어쓰지 않습니다
help-publish-remote = 브랜치가 있는 원격 저장소
help-publish-message = 커밋 메시지
help-publish-endpoint = S3와 호환되는 서비스의 주소
help-publish-base-url = 사이트를 게시할 주소. 표준 링크와 사이트맵에 씁니다
help-publish-dry-run = 만들고 바뀔 파일만 셉니다. 게시하지 않습니다
help-completions = 셸이 명령과 옵션을 채우는 스크립트를 출력합니다
help-completions-shell = 셸
help-man = 모든 명령의 매뉴얼 페이지를 씁니다
help-man-folder = 쓸 폴더
help-value-bash = bash
help-value-elvish = elvish
help-value-fish = fish
help-value-powershell = PowerShell
help-value-zsh = zsh
help-config = 지금의 설정과 그 출처를 출력합니다
help-config-schema = 대신 seodang.toml의 JSON Schema를 출력합니다. 편집기가 씁니다
help-value-human = 사람이 읽는 형식: 위치를 가리키는 줄, 할 일, 끝에 개수
help-value-1-2 = 어느 플랫폼에서나 열리는 SCORM 1.2
help-value-2004 = SCORM 2004 4판
help-value-html = 인쇄할 HTML 파일: 주마다 문제와 답을 따로
help-value-pdf = 같은 것을 이 컴퓨터의 Chromium, Chrome, Edge로 찍은 PDF 파일
help-value-gift = Moodle의 글 형식 GIFT
help-value-qti = QTI 3.0 묶음
help-value-qti21 = 플랫폼 대부분이 읽는 QTI 2.1 묶음
help-value-json = 한 줄에 JSON 객체 하나. 범위와 수정 내용 포함
help-value-sarif = SARIF 2.1.0. 코드 스캔 서비스가 읽는 형식
help-value-student = 학생: 강사용 페이지와 부분을 제외합니다
help-value-instructor = 강사: 강사용 페이지와 부분을 표시와 함께 포함합니다
help-value-warnings = 오류처럼 경고도 명령을 실패로 끝냅니다
help-value-day = 날
help-value-week = 주
help-value-course = 강의 전체
help-value-en = 영어
help-value-ko = 한국어
bad-front-matter-no-list = `키: 값` 목록이 아닙니다

## 다이어그램의 오류

broken-diagram-empty = 다이어그램이 비어 있습니다
    .hint = 울타리 사이에 다이어그램을 쓰거나 블록을 지우세요
broken-diagram-too-large = 다이어그램이 너무 크거나 너무 깊이 중첩되었습니다
    .hint = 여러 다이어그램으로 나누세요; 한 블록은 { $limit }바이트, 노드 수백 개까지입니다
broken-diagram-engine = 다이어그램을 그리지 못했습니다
    .hint = 다이어그램이 아니라 프로그램의 오류입니다: 블록과 함께 알려 주세요
broken-diagram-unknown-kind = `{ $kind }`{ PARTICLE($kind, "은") } 다이어그램의 종류가 아닙니다
    .hint = 알려진 종류로 시작하세요: graph, flowchart, sequenceDiagram, stateDiagram-v2, classDiagram, erDiagram, gantt, pie, mindmap, timeline, journey, quadrantChart, gitGraph, xychart-beta, sankey-beta, architecture-beta, block-beta, …
broken-diagram-statement = 읽을 수 없는 문장이 있습니다
broken-diagram-syntax = `{ $statement }`{ PARTICLE($statement, "을") } 읽을 수 없습니다
broken-diagram-too-many-edges = 다이어그램에 연결선이 { $edges }개 이상 있습니다
    .hint = 연결선을 줄이세요: { $limit }개까지 그립니다; `A & B --> C & D`는 네 개입니다
broken-diagram-signs =
    .hint = Mermaid의 부호로 쓰세요: `:`, `;`, `( )`, `[ ]`, `"`, 화살표는 `-->`
broken-diagram-comment =
    .hint = 주석은 `%%`로 시작하세요
broken-diagram-direction =
    .hint = TB, TD, BT, LR, RL 가운데 하나로 쓰세요
broken-diagram-spelling =
    .hint = 이 낱말의 철자를 고치세요
broken-diagram-pipe =
    .hint = 연결선의 라벨을 `|`로 닫으세요: A -->|글| B
broken-diagram-one-word =
    .hint = 이름은 한 낱말로, 라벨은 괄호 안에 쓰세요: node[my node]
broken-diagram-slice =
    .hint = 조각의 라벨을 따옴표로 감싸세요: "a" : 10
broken-diagram-one-root =
    .hint = 이 줄을 뿌리 아래로 들여 쓰세요: 마인드맵의 뿌리는 하나입니다
broken-diagram-branch =
    .hint = 이 이름의 `branch`를 먼저 쓰세요
broken-diagram-zero-to-one =
    .hint = 두 좌표를 0에서 1 사이의 수로 쓰세요
broken-diagram-formula =
    .hint = 라벨의 수식은 그리지 않습니다: `x²`처럼 글로 쓰세요
broken-diagram-label =
    .hint = 괄호나 다른 기호가 있는 라벨은 따옴표로 감싸세요: A["f(x)"]
broken-diagram-end-word =
    .hint = `End`로 쓰거나 따옴표로 감싸 라벨로 쓰세요: `end`는 Mermaid의 예약어입니다
broken-diagram-missing-end =
    .hint = subgraph와 block마다 `end`만 있는 줄을 넣으세요
broken-diagram-no-style =
    .hint = 색은 `box`와 `rect`로 나타내세요: `style`은 순서도에서 쓰고 시퀀스 다이어그램에는 없습니다
broken-diagram-front-matter =
    .hint = 괄호나 쌍점이 있는 값은 따옴표로 감싸세요: `---` 사이의 줄은 YAML입니다
broken-diagram-bracket =
    .hint = 이 괄호를 같은 줄에서 닫으세요; 괄호가 있는 라벨은 따옴표로 감싸세요: A["f(x)"]
broken-diagram-quote =
    .hint = 이 따옴표를 닫으세요: A["라벨"]
broken-diagram-brace =
    .hint = 이 중괄호를 `{"}"}` 줄로 닫으세요
broken-diagram-arrow =
    .hint = 화살표를 줄표 두 개로 쓰세요: A --> B
broken-diagram-message =
    .hint = 메시지 뒤에 쌍점과 글을 쓰세요: A->>B: 글
broken-diagram-dates =
    .hint = 날짜를 `dateFormat`에 맞게 쓰고, 다른 작업이 뒤따르는 작업에 이름을 붙이세요

## 인수의 오류

usage-error = 오류: { $mistake }
usage-error-more = 자세한 내용은 '--help'로 볼 수 있습니다.
usage-error-near = 도움말: 혹시 { $near }인가요?
usage-error-no-value = '{ $argument }'에 값이 필요합니다
usage-error-value = '{ $argument }'의 값 '{ $value }'{ PARTICLE($value, "은") } 쓸 수 없습니다 [가능한 값: { $values }]
usage-error-invalid = '{ $argument }'의 값 '{ $value }'{ PARTICLE($value, "은") } 쓸 수 없습니다: { $reason }
usage-error-unknown = 알 수 없는 인수 '{ $argument }'
usage-error-command = 알 수 없는 명령 '{ $command }'
usage-error-no-command = 명령이 필요합니다
usage-error-missing = 필요한 인수가 없습니다: { $arguments }
usage-error-conflict = '{ $argument }'{ PARTICLE($argument, "은") } '{ $other }'{ PARTICLE($other, "과") } 함께 쓸 수 없습니다
usage-error-date = `{ $text }`{ PARTICLE($text, "은") } 날짜가 아닙니다: 2026-03-09나 "2026-03-09 18:00"처럼 쓰세요
usage-error-language = `{ $tag }`{ PARTICLE($tag, "은") } 언어가 아닙니다: ko, en, zh-Hant와 같은 태그를 쓰세요
external-no-host = 그런 이름의 호스트가 없습니다
external-status = 서버가 { $status }{ PARTICLE($status, "으로") } 답합니다
external-certificate = 인증서를 믿을 수 없습니다
external-timed-out = 제시간에 답하지 않았습니다
external-unreached = 연결할 수 없습니다
external-not-http = 웹 서버의 응답이 아닙니다
external-redirects = 리디렉션이 제자리로 돌아오거나 너무 많습니다

## 편집기

editor-address = 편집기의 주소는 내 설정 파일에서만 읽습니다
editor-scheme = `{ $scheme }:` 주소는 편집기를 열지 않습니다
editor-quotation = `{ $command }`에 짝이 없는 따옴표가 있습니다
editor-no-name = 편집기의 이름이 없습니다
editor-path = `{"{"}path{"}"}` 자리가 있는 명령은 내 설정 파일에서만 읽습니다
editor-unknown = `{ $name }`{ PARTICLE($name, "은") } 알려진 편집기가 아닙니다; 내 설정 파일에 `{"{"}path{"}"}` 자리를 넣어 쓰세요
editor-relative = `{ $program }`{ PARTICLE($program, "은") } 상대 경로입니다; 편집기의 이름이나 전체 경로를 쓰세요
editor-shell = `{ $name }`{ PARTICLE($name, "은") } 셸입니다; 편집기를 쓰세요
editor-just-opened = 방금 편집기를 열었습니다
editor-in-terminal = 터미널에 편집기가 아직 열려 있습니다
editor-needs-terminal = { $program }{ PARTICLE($program, "은") } 터미널이 필요한데, 미리 보기를 터미널에서 시작하지 않았습니다
editor-not-started = { $program }{ PARTICLE($program, "을") } 시작할 수 없습니다: { $error }

## 다른 도구만 아는 링크

left-out-contents = 목차
broken-link-tool-name =
    .hint = 파일의 경로를 쓰세요: 이 이름이 가리키는 것은 원래 도구만 압니다
broken-link-above =
    .hint = 위의 폴더를 빌드하세요: 이 주소는 프로젝트 사이트의 최상위에서 시작합니다
unknown-anchor-generated =
    .hint = 앵커를 확인하세요; 다른 사이트에서 프로그램이 만드는 자리라서 링크가 페이지의 맨 위로 이어집니다
broken-link-work = `{ $href }`{ PARTICLE($href, "은") } 저작물의 식별자이므로 글자로 표시합니다
    .hint = `https://doi.org/{ $href }`{ PARTICLE($href, "으로") } 쓰세요

## 새 파일, 설정, 다음에 할 일

overview = seodang { $version }: Markdown으로 쓴 강의를 공부하기 좋은 사이트로 만듭니다
overview-new = 작은 본보기로 강의를 시작합니다
overview-serve = 미리 보고, 저장할 때마다 반영합니다
overview-build = 사이트를 만듭니다: public/index.html을 여세요
overview-check = 잘못된 곳과 고치는 법을 봅니다
overview-pack = 네트워크 없이 열리도록 학생용으로 묶습니다
overview-course-here = 이 폴더에 강의가 있습니다: `seodang serve --open`으로 볼 수 있습니다.
overview-no-course-here = Markdown 파일이 있는 폴더에서 `seodang serve --open`을 실행하면 바로 강의로 보입니다.
overview-more = 모든 명령: `seodang --help`. 명령 하나의 옵션: `seodang build --help`.
next-build = 다음: `seodang build`로 public/에 사이트를 만듭니다
next-serve = 다음: `seodang serve --open`으로 브라우저에서 보고, 저장하는 대로 따라갑니다
next-open = 다음: { $file }{ PARTICLE($file, "을") } 두 번 눌러 열거나, `seodang serve --open`으로 미리 봅니다
next-fix = 다음: `seodang check --fix`로 { $count }개를 고칩니다. `--dry-run`을 더하면 고칠 내용만 봅니다
next-explain = 다음: `seodang check --explain { $code }` 명령은 코드의 뜻과 고치는 예를 보여 줍니다
next-unpack = 다음: 나누어 주세요. 학생은 압축을 풀고 index.html을 엽니다
next-hand-out = 다음: 나누어 주세요. 네트워크 없이 열립니다
new-folder-not-empty = { $folder } 폴더가 비어 있지 않습니다: 새 폴더의 이름을 적거나, 강의가 있는 폴더에서 `seodang init`을 실행하세요
new-course-written = { $folder }에 작은 강의를 썼습니다(파일 { $count }개). 여러분의 강의로 바꾸세요
new-course-enter = 다음: `cd { $folder }`
new-page-written = 쓴 파일: { $file }
new-page-form = { $model }의 모양을 따랐습니다
new-page-link = { $overview }에 이웃 페이지의 목록이 있습니다. 이 페이지도 실으려면 더하세요: { $line }
new-page-outside = { $path } 경로는 강의 밖입니다
new-page-taken = { $path } 파일이 이미 있습니다. 아무것도 쓰지 않았습니다
new-page-session = 새 세션
new-page-lab = 새 실습
new-page-day = 새 날
new-page-week = 새 주
new-page-term = - **용어 (다른 이름)**: 한두 문장으로 쓴 정의
new-page-question = 1. 질문? 답은 details 안이나 "답:" 뒤에
new-page-session-text = 여기에 세션을 쓰세요. `## 세션 정보` 아래의 `**시간**: 09:00-09:50 (50분)` 같은 줄은 세션 카드가, `## 핵심 키워드` 아래의 `- **용어**: 정의`는 용어집이, `## 이해도 체크 질문` 아래의 목록은 학습 카드가 됩니다.
new-page-lab-text = 여기에 실습을 쓰세요. `## Step 1: …` 같은 제목과 `- [ ] …` 항목은 학생이 표시할 수 있습니다.
new-page-overview-text = 이 부분이 무엇을 다루는지 한두 문장으로 쓰세요. 아래의 페이지는 저절로 실립니다.
new-ci-folder = 폴더 이름 `{ $folder }`에 셸이 해석하는 글자가 있습니다. 이름을 바꾸세요
new-ci-github = 다음: Settings, Pages에서 Source를 "GitHub Actions"로 고르고, 커밋해 올리세요
new-ci-gitlab = 다음: 커밋해 올리세요. GitLab이 기본 브랜치를 게시합니다
new-ci-netlify = 다음: 커밋해 올리고, Netlify에서 저장소를 가져오세요
new-ci-cloudflare = 다음: PROJECT에 Pages 프로젝트의 이름을 적고, 파일에 적힌 비밀 값 두 개를 더한 뒤 커밋해 올리세요
publish-refused = 아무것도 게시하지 않았습니다. 먼저 오류를 고치세요
publish-branch = { $remote }의 { $branch } 브랜치
publish-would = { $place }: 새로 보내거나 바꿀 파일 { $uploaded }개, 그대로인 파일 { $unchanged }개, 지울 파일 { $removed }개
publish-same = { $place }: 이미 최신입니다. 아무것도 게시하지 않았습니다
publish-done = { $place }에 게시했습니다: 보낸 파일 { $uploaded }개, 그대로인 파일 { $unchanged }개, 지운 파일 { $removed }개
manual-written = { $folder }에 페이지 { $count }개를 썼습니다
init-settings-exist = { $file } 파일이 이미 있습니다. `seodang config`로 지금의 설정을 볼 수 있습니다
init-done = 페이지 { $pages }개에서 설정 { $settings }개를 알아냈습니다. 사이트는 그대로입니다
config-file = { $file }{ PARTICLE($file, "과") } 강의에서 온 지금의 설정입니다.
config-no-file = 지금의 설정입니다. { $file } 파일은 없습니다.
config-from-course = 강의에서 알아냄
config-default = 기본값
config-not-set = 설정하지 않음
settings-file = 이 강의의 설정입니다. 없어도 됩니다. `#~`로 시작하는 줄은 꺼진 설정입니다. 두 글자를 지우면 켜집니다. 지금의 설정은 `seodang config`로 볼 수 있습니다.
settings-inferred = seodang이 강의에서 스스로 알아낸 설정입니다. 다르게 정하려면 바꾸세요. 지금의 설정은 모두 `seodang config`로 볼 수 있고, 다른 설정은 가이드에 있습니다.
settings-title-found = 알아낸 곳: { $page }의 제목.
settings-language-found = 알아낸 곳: 글 대부분의 언어.
setting-title = 사이트의 제목. 없으면 첫 README.md의 제목입니다.
setting-language = 글의 언어(ko, en, zh-Hant 같은 태그). 없으면 글에서 알아냅니다.
setting-interface-language = seodang이 더하는 말의 언어. 글의 언어와 다를 때 적습니다.
setting-source = 강의 폴더(이 파일에서 본 경로). 없으면 sessions/ 또는 이 폴더입니다.
setting-output = 사이트를 쓸 폴더(이 파일에서 본 경로).
setting-base-url = 사이트를 게시할 주소. 표준 링크와 sitemap.xml이 더해집니다.
setting-time-zone = 시간대를 쓰지 않은 날짜의 시간대: 이름(Asia/Seoul)이나 시차(+09:00). 없으면 UTC.
setting-theme = 테마: default, chalkboard, plain, 또는 themes/ 안의 폴더 이름.
setting-html = 페이지의 HTML: "limited"는 표에서 허용한 것만, "trusted"는 내 강의의 스크립트와 프레임, 양식도 남깁니다.
setting-exclude = 싣지 않을 경로. *는 이름 안의 아무 글자, **는 아무 폴더입니다.
setting-include = 사본이나 초안처럼 보이거나 exclude에 맞아도 실을 경로.
setting-keyword-sections = 용어집에 모을 키워드 구역을 여는 제목을 더합니다.
setting-info-sections = 세션 카드가 될 정보 구역을 여는 제목을 더합니다.
setting-search-names = 한 가지 것의 여러 이름. 어느 이름으로 찾아도 나옵니다.
setting-share-feed = 머리말에 바뀐 날(`lastmod`)을 적은 페이지의 피드 feed.xml. `base-url`이 있을 때만 만듭니다.
setting-share-og = 링크를 나눌 때 보이는 그림(`og:image`)을 페이지마다 제목으로 그립니다. 끄면 페이지의 첫 그림입니다. `base-url`이 있을 때만 그립니다.
setting-share-markdown = 페이지마다 글을 Markdown 파일로도 싣습니다. Markdown을 읽는 프로그램을 위한 것입니다.
setting-share-edit-links = GitHub, GitLab, Codeberg의 파일로 가는 "이 페이지 고치기" 링크. git이 저장소를 알고 `base-url`이 있을 때만 보입니다.
setting-images-remote = 다른 사이트의 이미지: "link"는 주소만 남기고, "load"는 읽을 때 불러오고, "fetch"는 사이트에 넣습니다.
setting-redirects = 옛 주소와 지금 이어질 페이지.
setting-calendar-start = 수업의 첫날. 주와 날, 세션에 날짜가 생깁니다.
setting-calendar-holidays = 수업이 없는 날, 또는 "2026-08-15/2026-08-17" 같은 기간.
setting-calendar-weekdays = 수업이 있는 요일.
setting-calendar-dates = 주나 날의 경로와 고정된 날짜. 그 뒤는 여기서부터 셉니다.
setting-check = `seodang check` 코드의 수준: error, warning, info, off.
setting-check-path = 어떤 경로에서만 쓰는 코드의 수준. 마지막 것이 이깁니다.

## 퀴즈

quiz-no-answer = 이 문제에 답이 없습니다
    .hint = 맞는 보기를 체크하거나(`- [x]`) 보기 아래에 `정답: B`를 적으세요
quiz-no-such-option = 답이 가리키는 보기 { $label }{ PARTICLE($label, "이") } 이 문제에 없습니다
    .hint = 있는 보기 중 하나를 적으세요
quiz-contradiction = 이 문제 아래의 답이 체크한 보기와 다릅니다
    .hint = 아래의 답을 지우거나, 답이 가리키는 보기를 체크하세요
quiz-gaps = 이 문제의 빈칸은 { $gaps }개인데 답은 { $answers }개입니다
    .hint = 빈칸마다 답을 쉼표로 구분해 적으세요
quiz-all-right = 이 문제의 보기가 모두 정답입니다
    .hint = 틀린 보기를 더하세요
quiz-same-option = 이 문제에 보기 `{ $option }`{ PARTICLE($option, "이") } 두 번 있습니다
    .hint = 하나를 고치거나 지우세요
quiz-no-question = 이 퀴즈에는 읽을 수 있는 문제가 없습니다
    .hint = 보기(`- [x] 맞는 것`, `- [ ] 틀린 것`)나 답(`정답: …`)이 있는 문제를 적으세요
