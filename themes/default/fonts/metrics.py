#!/usr/bin/env python3
"""Writes the metrics of a font, by which diagrams are measured: the file that `font-metrics` in a theme.toml names.

usage: metrics.py pretendard-*.woff* > pretendard-metrics.tsv    (needs fonttools, and brotli for WOFF2)
"""
import sys
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer


def advances(path):
    """Code point -> (advance at weight 400, advance at 700), and the font, all in font units."""
    regular = TTFont(path)
    bold = instancer.instantiateVariableFont(TTFont(path), {"wght": 700}) if "fvar" in regular else regular
    names = regular.getBestCmap().items()
    return {code: (regular["hmtx"][name][0], bold["hmtx"][name][0]) for code, name in names if code >= 0x20}, regular


def runs_of(widths):
    """Neighbouring characters of one width, as (first, last, regular, bold)."""
    runs = []
    for code in sorted(widths):
        if runs and runs[-1][1] == code - 1 and runs[-1][2:] == widths[code]:
            runs[-1] = (runs[-1][0], code, *widths[code])
        else:
            runs.append((code, code, *widths[code]))
    return runs


def main():
    widths, font = {}, None
    for path in sys.argv[1:]:
        own, font = advances(Path(path))
        widths.update(own)
    print(f"# Advances of {sys.argv[1].rpartition('/')[2].partition('-')[0]}, made by metrics.py: do not edit.")
    print("# First and last character of a run of one width (hexadecimal), its advance at weight 400 and at 700 in font units.")
    print(f"units-per-em\t{font['head'].unitsPerEm}")
    print(f"ascent\t{font['hhea'].ascent}")
    print(f"descent\t{-font['hhea'].descent}")
    for first, last, regular, bold in runs_of(widths):
        print(f"{first:x}\t{last:x}\t{regular}\t{bold}")


if __name__ == "__main__":
    main()
