"""Makes sans-bold.ttf.zz, the font of pictures for shared links: python3 font.py PretendardVariable.ttf (needs fonttools, brotli).

Cuts weight 700 and the characters of themes/default/fonts/pretendard-* out of the font of the npm package `pretendard` (see the
README there; SIL Open Font License 1.1), without layout tables. The name is reserved, so the cut is called as in the theme."""
import io
import pathlib
import sys
import zlib

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

here = pathlib.Path(__file__).parent
fonts = sorted((here / "../../../themes/default/fonts").glob("pretendard-*.woff*"))
characters = {character for font in fonts for character in TTFont(font).getBestCmap()}
font = instancer.instantiateVariableFont(TTFont(sys.argv[1]), {"wght": 700})
options = subset.Options()
options.layout_features = []
options.hinting = False
options.glyph_names = False
options.name_IDs = [0, 1, 13]
options.drop_tables += ["GPOS", "GSUB", "GDEF", "STAT", "gasp", "meta"]
subsetter = subset.Subsetter(options)
subsetter.populate(unicodes=characters)
subsetter.subset(font)
for record in font["name"].names:
    if record.nameID == 1:
        record.string = "Seodang Sans"
made = io.BytesIO()
font.save(made)
(here / "sans-bold.ttf.zz").write_bytes(zlib.compress(made.getvalue(), 9))
