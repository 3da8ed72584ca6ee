from h5p.assets import asset_urls, assets
from h5p.dependencies import resolve
from tests.libraries import holding, library, name

LIBRARIES = holding(
    library(
        "Test.Main 1.2",
        patch=3,
        preloaded=["Test.A 1.0", "Test.B 1.0"],
        scripts=("a.js", "dist/b c.js"),
        styles=("m.css",),
        drops_css_of=frozenset({"Test.B", "Test.Absent"}),
    ),
    library("Test.A 1.0", scripts=("z.js", "y.js"), styles=("z.css", "y.css")),
    library("Test.B 1.0", scripts=("b.js",), styles=("b.css",)),
)
RESOLUTION = resolve(name("Test.Main 1.2"), {}, LIBRARIES)


def test_assets_come_in_load_order_without_dropped_style_sheets() -> None:
    found = assets(RESOLUTION)
    assert found.styles == ("Test.A-1.0/z.css", "Test.A-1.0/y.css", "Test.Main-1.2/m.css")
    assert found.scripts == (
        "Test.A-1.0/z.js",
        "Test.A-1.0/y.js",
        "Test.B-1.0/b.js",
        "Test.Main-1.2/a.js",
        "Test.Main-1.2/dist/b c.js",
    )


def test_addresses_of_assets_carry_the_version() -> None:
    found = asset_urls(RESOLUTION, "/h5p/libraries")
    assert found.scripts[-1] == "/h5p/libraries/Test.Main-1.2/dist/b%20c.js?ver=1.2.3"
    assert found.styles[0] == "/h5p/libraries/Test.A-1.0/z.css?ver=1.0.0"
