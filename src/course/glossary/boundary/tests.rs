//! Tests the rules of word boundaries on Korean and English sentences.

use super::*;

/// Checks each place in brackets in a sentence: `[Pod]를` is a use, `[배포]판` is not.
fn check(expected: bool, sentences: &[&str]) {
    for sentence in sentences {
        let start = sentence.find('[').unwrap();
        let end = sentence.find(']').unwrap() - 1;
        let text = sentence.replace(['[', ']'], "");
        assert_eq!(is_whole_word(&text, start, end), expected, "{sentence}");
    }
}

#[test]
fn uses() {
    check(
        true,
        &[
            "[로드 밸런서]를 둔다",
            "새 [컨테이너]에서는 된다",
            "기본[VPC]에",
            "[VPC]/서브넷",
            "CPU/[메모리] 사용량",
            "([Pod])",
            "\"[Pod]\"라고",
            "[Pod]는 작다",
            "여러 [Pod]들을",
            "many [Pod]s run",
            "the [class]es",
            "three [VPC]s에서",
            "[Docker]'s engine",
            "[배포]합니다",
            "[배포]되었다",
            "[merge]하면",
            "AWS[클라우드]의",
            "[API]: 규약",
            "[API].",
            "the end of [API]",
            "[이미지](Image)를",
            "[Pod](파드)는",
            "[Ingress]-기반",
            "[로드 밸런서]란 무엇인가",
            "[Latency]-based routing",
            "[Pod] 3개를",
            "[EBS] 20GB",
            "[Kubernetes] 1.28",
            "[컨테이너]용 이미지",
            "[보안]상 취약하다",
        ],
    );
}

#[test]
fn parts_of_other_words() {
    check(
        false,
        &[
            "리눅스 [배포]판",
            "[서비스]업",
            "[이미지]화",
            "재[배포] 전략",
            "[Pod]cast",
            "i[Pod]",
            "kube-[proxy]",
            "[Docker].io",
            "[node].js",
            "/etc/[docker]",
            "my_[pod]",
            "[pod]_name",
            "[print]()",
            "[key]=value",
            "[C]++",
            "[aws]:s3",
            "@[types]",
            "[Pod]2",
            "[IT]em",
            "[bus]s",
            "[서브넷]마스크",
            "3[계층]",
            "[클러스터]IP",
            "[Image]화",
            "[로드]밸런서",
            "[Multi]-AZ",
            "ALB ([Layer] 7)",
            "[Copy]-on-Write",
        ],
    );
}

#[test]
fn parts_of_what_an_abbreviation_stands_for() {
    let inside = |text: &str, word: &str| {
        let start = text.find(word).unwrap();
        is_in_expansion(text, start, start + word.len())
    };
    assert!(inside("S3 (Simple Storage Service)는", "Simple"));
    assert!(inside("VPC(Virtual Private Cloud)", "Private"));
    assert!(!inside("NLB (Network Load Balancer)", "Load Balancer"), "it is one");
    assert!(!inside("IaC (Infrastructure as Code)", "Infrastructure as Code"), "the whole of it is a name");
    assert!(!inside("도구 (Simple Storage)", "Simple") && !inside("VM (컨테이너 Virtual)", "Virtual"));
}

#[test]
fn names_in_small_letters_begin_sentences_in_capitals() {
    let check = |text: &str, expected: bool| {
        let start = text.to_lowercase().find("environment").unwrap();
        assert_eq!(is_written_so("environment", CaseRule::Lower, text, start, start + 11), expected, "{text}");
    };
    check("set the environment here", true);
    check("Done. Environment is next", true);
    check("**Environment**: x", true);
    check("tags: Name, Environment, Owner", false);
    check("ENVIRONMENT", false);
}

#[test]
fn cases() {
    assert_eq!(case_of("로드 밸런서"), CaseRule::Any);
    assert_eq!(case_of("kubectl"), CaseRule::Lower);
    assert_eq!(case_of("IT"), CaseRule::Own);
    assert_eq!(case_of("Go"), CaseRule::Own);
    assert_eq!(case_of("Pod"), CaseRule::Any);
    assert_eq!(case_of("CI/CD"), CaseRule::Own);
    assert_eq!(case_of("Load Balancer"), CaseRule::Any);
    assert!(!can_be_found("C") && !can_be_found("앱") && !can_be_found("404") && can_be_found("S3"));
}

#[test]
fn words_of_longer_names() {
    let check = |text: &str, name: &str, expected: bool| {
        let start = text.find(name).unwrap();
        assert_eq!(is_in_longer_name(text, Span::new(start, start + name.len())), expected, "{text}");
    };
    check("Cross-Region Replication: S3", "Replication", true);
    check("GitHub Actions로 배포", "GitHub", true);
    check("2. Replication Group (Redis)", "Replication", true);
    check("Amazon EKS를 쓴다", "EKS", false);
    check("EBS 볼륨", "EBS", false);
    check("Use Docker to run it", "Docker", false);
    check("The Docker daemon", "Docker", false);
    check("문서, GitHub, Azure", "GitHub", false);
    check("ALB (Application Load Balancer)", "Load Balancer", true);
    check("Load Balancer Controller", "Load Balancer", false);
}

#[test]
fn words_of_scripts_without_spaces() {
    check(
        true,
        &[
            "この[コンテナ]の中で",
            "[仮想化]を使う",
            "「[タグ]」パネル",
            "これは[サーバー]です",
            "[VPC]を作る",
            "使用[VPC]创建网络",
            "一个[容器]的镜像",
            "在[容器]中运行",
            "每个[进程]都有",
        ],
    );
    check(false, &["[データ]構造", "分散[システム]", "軽[量化]", "[网络]接口", "微[服务]", "[サーバ]ー"]);
}
