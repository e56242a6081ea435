//! Lists the words of labels in each language: `Week 3`, `3주차`, `第3周`.

use super::UnitWord;
use crate::language::LabelLanguage;

/// A label without a number, and one with it: `{}` is replaced by the number.
type Forms = (&'static str, &'static str);

/// The languages of the columns of [`LabelRow`], after English and Korean, whose labels also take the spellings of authors.
const COLUMNS: [LabelLanguage; 8] = [
    LabelLanguage::Japanese,
    LabelLanguage::SimplifiedChinese,
    LabelLanguage::TraditionalChinese,
    LabelLanguage::Spanish,
    LabelLanguage::French,
    LabelLanguage::German,
    LabelLanguage::Portuguese,
    LabelLanguage::Vietnamese,
];

/// The forms of a word in the languages of [`COLUMNS`].
type LabelRow = [Forms; COLUMNS.len()];

impl UnitWord {
    /// Returns the word with its numbers, as people of that language write it: `Week 3`, `3주차`, `1-2주차`.
    pub fn label(self, numbers: Option<&str>, language: LabelLanguage) -> String {
        let (bare, numbered) = self.forms(language);
        numbers.map_or_else(|| bare.to_owned(), |numbers| numbered.replacen("{}", numbers, 1))
    }

    fn forms(self, language: LabelLanguage) -> Forms {
        match (language, COLUMNS.iter().position(|column| *column == language)) {
            (LabelLanguage::Korean, _) => self.korean(),
            (_, Some(column)) => self.row()[column],
            (_, None) => self.english(),
        }
    }

    fn english(self) -> Forms {
        match self {
            Self::Week => ("Week", "Week {}"),
            Self::Day => ("Day", "Day {}"),
            Self::Module => ("Module", "Module {}"),
            Self::Part => ("Part", "Part {}"),
            Self::Unit => ("Unit", "Unit {}"),
            Self::Chapter => ("Chapter", "Chapter {}"),
            Self::Section => ("Section", "Section {}"),
            Self::Session => ("Session", "Session {}"),
            Self::Lecture => ("Lecture", "Lecture {}"),
            Self::Lesson => ("Lesson", "Lesson {}"),
            Self::Topic => ("Topic", "Topic {}"),
            Self::Lab => ("Lab", "Lab {}"),
            Self::HandsOn => ("Hands-on", "Hands-on {}"),
            Self::Challenge => ("Challenge", "Challenge {}"),
            Self::Exercise => ("Exercise", "Exercise {}"),
            Self::Project => ("Project", "Project {}"),
            Self::Appendix => ("Appendix", "Appendix {}"),
        }
    }

    fn korean(self) -> Forms {
        match self {
            Self::Week => ("주차", "{}주차"),
            Self::Day => ("일차", "{}일차"),
            Self::Module => ("모듈", "모듈 {}"),
            Self::Part => ("파트", "{}부"),
            Self::Unit => ("단원", "{}단원"),
            Self::Chapter => ("장", "{}장"),
            Self::Section => ("절", "{}절"),
            Self::Session => ("세션", "세션 {}"),
            Self::Lecture => ("강의", "{}강"),
            Self::Lesson => ("차시", "{}차시"),
            Self::Topic => ("주제", "주제 {}"),
            Self::Lab => ("실습", "실습 {}"),
            Self::HandsOn => ("핸즈온", "핸즈온 {}"),
            Self::Challenge => ("챌린지", "챌린지 {}"),
            Self::Exercise => ("과제", "과제 {}"),
            Self::Project => ("프로젝트", "프로젝트 {}"),
            Self::Appendix => ("부록", "부록 {}"),
        }
    }

    /// Returns the forms in Japanese, both ways of writing Chinese, Spanish, French, German, Portuguese, Vietnamese.
    #[rustfmt::skip]
    fn row(self) -> LabelRow {
        match self {
            Self::Week => [("週", "第{}週"), ("周", "第{}周"), ("週", "第{}週"), ("Semana", "Semana {}"), ("Semaine", "Semaine {}"), ("Woche", "Woche {}"), ("Semana", "Semana {}"), ("Tuần", "Tuần {}")],
            Self::Day => [("日", "{}日目"), ("天", "第{}天"), ("天", "第{}天"), ("Día", "Día {}"), ("Jour", "Jour {}"), ("Tag", "Tag {}"), ("Dia", "Dia {}"), ("Ngày", "Ngày {}")],
            Self::Module => [("モジュール", "モジュール{}"), ("模块", "模块 {}"), ("模組", "模組 {}"), ("Módulo", "Módulo {}"), ("Module", "Module {}"), ("Modul", "Modul {}"), ("Módulo", "Módulo {}"), ("Học phần", "Học phần {}")],
            Self::Part => [("部", "第{}部"), ("部分", "第{}部分"), ("部分", "第{}部分"), ("Parte", "Parte {}"), ("Partie", "Partie {}"), ("Teil", "Teil {}"), ("Parte", "Parte {}"), ("Phần", "Phần {}")],
            Self::Unit => [("ユニット", "ユニット{}"), ("单元", "第{}单元"), ("單元", "第{}單元"), ("Unidad", "Unidad {}"), ("Unité", "Unité {}"), ("Einheit", "Einheit {}"), ("Unidade", "Unidade {}"), ("Đơn vị", "Đơn vị {}")],
            Self::Chapter => [("章", "第{}章"), ("章", "第{}章"), ("章", "第{}章"), ("Capítulo", "Capítulo {}"), ("Chapitre", "Chapitre {}"), ("Kapitel", "Kapitel {}"), ("Capítulo", "Capítulo {}"), ("Chương", "Chương {}")],
            Self::Section => [("節", "第{}節"), ("节", "第{}节"), ("節", "第{}節"), ("Sección", "Sección {}"), ("Section", "Section {}"), ("Abschnitt", "Abschnitt {}"), ("Seção", "Seção {}"), ("Mục", "Mục {}")],
            Self::Session => [("セッション", "セッション{}"), ("课堂", "第{}次课"), ("課堂", "第{}次課"), ("Sesión", "Sesión {}"), ("Séance", "Séance {}"), ("Sitzung", "Sitzung {}"), ("Sessão", "Sessão {}"), ("Buổi", "Buổi {}")],
            Self::Lecture => [("講義", "第{}講"), ("讲座", "第{}讲"), ("講座", "第{}講"), ("Clase", "Clase {}"), ("Cours", "Cours {}"), ("Vorlesung", "Vorlesung {}"), ("Aula", "Aula {}"), ("Bài giảng", "Bài giảng {}")],
            Self::Lesson => [("レッスン", "レッスン{}"), ("课", "第{}课"), ("課", "第{}課"), ("Lección", "Lección {}"), ("Leçon", "Leçon {}"), ("Lektion", "Lektion {}"), ("Lição", "Lição {}"), ("Bài", "Bài {}")],
            Self::Topic => [("トピック", "トピック{}"), ("主题", "主题 {}"), ("主題", "主題 {}"), ("Tema", "Tema {}"), ("Thème", "Thème {}"), ("Thema", "Thema {}"), ("Tópico", "Tópico {}"), ("Chủ đề", "Chủ đề {}")],
            Self::Lab => [("実習", "実習{}"), ("实验", "实验 {}"), ("實驗", "實驗 {}"), ("Laboratorio", "Laboratorio {}"), ("TP", "TP {}"), ("Übung", "Übung {}"), ("Laboratório", "Laboratório {}"), ("Thực hành", "Thực hành {}")],
            Self::HandsOn => [("ハンズオン", "ハンズオン{}"), ("动手实践", "动手实践 {}"), ("動手實作", "動手實作 {}"), ("Práctica", "Práctica {}"), ("Atelier", "Atelier {}"), ("Praxis", "Praxis {}"), ("Prática", "Prática {}"), ("Thực hành có hướng dẫn", "Thực hành có hướng dẫn {}")],
            Self::Challenge => [("チャレンジ", "チャレンジ{}"), ("挑战", "挑战 {}"), ("挑戰", "挑戰 {}"), ("Reto", "Reto {}"), ("Défi", "Défi {}"), ("Herausforderung", "Herausforderung {}"), ("Desafio", "Desafio {}"), ("Thử thách", "Thử thách {}")],
            Self::Exercise => [("演習", "演習{}"), ("练习", "练习 {}"), ("練習", "練習 {}"), ("Ejercicio", "Ejercicio {}"), ("Exercice", "Exercice {}"), ("Aufgabe", "Aufgabe {}"), ("Exercício", "Exercício {}"), ("Bài tập", "Bài tập {}")],
            Self::Project => [("プロジェクト", "プロジェクト{}"), ("项目", "项目 {}"), ("專案", "專案 {}"), ("Proyecto", "Proyecto {}"), ("Projet", "Projet {}"), ("Projekt", "Projekt {}"), ("Projeto", "Projeto {}"), ("Dự án", "Dự án {}")],
            Self::Appendix => [("付録", "付録{}"), ("附录", "附录 {}"), ("附錄", "附錄 {}"), ("Apéndice", "Apéndice {}"), ("Annexe", "Annexe {}"), ("Anhang", "Anhang {}"), ("Apêndice", "Apêndice {}"), ("Phụ lục", "Phụ lục {}")],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_in_each_language() {
        let week = LabelLanguage::ALL.map(|language| UnitWord::Week.label(Some("3"), language));
        assert_eq!(
            week,
            ["3주차", "Week 3", "第3週", "第3周", "第3週", "Semana 3", "Semaine 3", "Woche 3", "Semana 3", "Tuần 3"]
        );
        assert_eq!(UnitWord::Part.label(None, LabelLanguage::Korean), "파트");
        assert_eq!(UnitWord::Part.label(Some("2"), LabelLanguage::Korean), "2부");
    }
}
