"""The demo's Markdown becomes blocks."""

import pytest

from academy.demo.markdown import ContentError, blocks, html

LESSON = """ย่อหน้าแรก **สำคัญ** [ลิงก์](https://a.example/)

## หัวข้อ

| ก | ข |
|---|---|
| **1** | 2 |

```sql
SELECT ':::' -- ไม่ใช่กล่อง
```

- ข้อหนึ่ง

- ข้อสอง

:::callout kind="case" title="กรณีตัวอย่าง: น้ำ"
ข้อความ
:::

:::figure name="f" alt="ภาพ" caption="รูปที่ 1"
:::

:::quote source="มาตรา 4"
ถ้อยคำ
:::

:::accordion
### หนึ่ง
ก

### สอง
ข
:::

:::reflection
คิดดู
:::

:::keypoints
- จำ **นี้**
- และนี้
:::
"""


def made(text: str = LESSON) -> list[tuple[str, object]]:
    return blocks(text, lambda name: f"image {name}", "ชื่อบท", lambda name: f"content {name}")


def test_blocks_come_in_the_order_of_the_text() -> None:
    kinds = [kind for kind, _value in made()]
    assert kinds == [
        "text", "heading", "table", "code", "text",
        "callout", "figure", "quote", "accordion", "reflection", "key_points",
    ]  # fmt: skip


def test_each_block_has_its_content() -> None:
    values = dict(made())
    assert values["heading"] == {"text": "หัวข้อ", "level": "h2"}
    assert values["code"] == {"language": "sql", "code": "SELECT ':::' -- ไม่ใช่กล่อง"}
    assert values["callout"] == {"kind": "case", "title": "กรณีตัวอย่าง: น้ำ", "text": "<p>ข้อความ</p>"}
    assert values["figure"] == {"image": "image f", "alternative": "ภาพ", "caption": "รูปที่ 1", "source": ""}
    assert [part["heading"] for part in values["accordion"]["parts"]] == ["หนึ่ง", "สอง"]  # type: ignore[index]
    assert values["key_points"] == {"points": ["<p>จำ <b>นี้</b></p>", "<p>และนี้</p>"]}


def test_a_table_is_captioned_by_its_heading_or_the_lessons_title() -> None:
    assert dict(made())["table"]["cells"]["caption"] == "หัวข้อ"  # type: ignore[index]
    assert dict(made("| ก |\n|---|\n| 1 |"))["table"]["cells"]["caption"] == "ชื่อบท"  # type: ignore[index]


def test_running_text_is_as_wagtail_keeps_it() -> None:
    assert html("ก **ข**") == "<p>ก <b>ข</b></p>"
    assert html("- ก\n\n- ข") == "<ul><li>ก</li><li>ข</li></ul>"
    assert html("ไทย\nไทย") == "<p>ไทยไทย</p>"
    assert "<script" not in html("<script>x</script>")


@pytest.mark.parametrize(
    "wrong",
    [
        ":::callout kind='case'\nก", ":::\n", ":::nothing\nก\n:::", ":::figure name='f'\n:::", ":::quote\nก\n:::",
        ":::keypoints\n:::quote\n:::",
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused(wrong: str) -> None:
    with pytest.raises(ContentError):
        made(wrong)
