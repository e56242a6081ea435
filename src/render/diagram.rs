//! Turns the text of a Mermaid block into an inline SVG drawing.
