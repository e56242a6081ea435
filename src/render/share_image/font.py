"""Makes sans-bold.ttf.zz, the font of pictures for shared links: python3 font.py (needs fonttools and brotli).

Cuts weight 700 out of themes/default/fonts/pretendard.woff2 (SIL Open Font License 1.1, beside it), without layout tables, and
compresses it with zlib."""
import io
import pathlib
import zlib

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

here = pathlib.Path(__file__).parent
font = TTFont(here / "../../../themes/default/fonts/pretendard.woff2")
font.flavor = None
font = instancer.instantiateVariableFont(font, {"wght": 700})
options = subset.Options()
options.layout_features = []
options.hinting = False
options.glyph_names = False
options.name_IDs = [0, 1, 13]
options.drop_tables += ["GPOS", "GSUB", "GDEF", "STAT", "gasp", "meta"]
subsetter = subset.Subsetter(options)
subsetter.populate(unicodes=font.getBestCmap().keys())
subsetter.subset(font)
bytes_ = io.BytesIO()
font.save(bytes_)
(here / "sans-bold.ttf.zz").write_bytes(zlib.compress(bytes_.getvalue(), 9))
