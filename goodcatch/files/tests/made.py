"""Files for tests, made here and nowhere else."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Name
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter

CANARY = "Zilpzalp-Kanarie"


def noise(width: int = 120, height: int = 80) -> Image.Image:
    """A picture that no two colours of which are likely to be alike."""
    return Image.effect_noise((width, height), 60).convert("RGB")


def picture(kind: str = "JPEG", image: Image.Image | None = None, **options: Any) -> bytes:
    out = BytesIO()
    (image or noise()).save(out, kind, **options)
    return out.getvalue()


def photo(image: Image.Image | None = None, **options: Any) -> bytes:
    """A JPEG as a phone writes it: with the place, the owner and a remark."""
    exif = Image.Exif()
    exif[0x010F] = f"{CANARY} maker"
    exif[0x9286] = f"{CANARY} remark"
    exif[0x8825] = {1: "N", 2: (52.0, 30.0, 1.0), 3: "E", 4: (13.0, 24.0, 1.0)}
    return picture("JPEG", image, exif=exif, comment=f"{CANARY} comment".encode(), **options)


def archive(parts: Mapping[str, bytes | str], *, stored: bool = False) -> bytes:
    out = BytesIO()
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w", method) as file:
        for name, body in parts.items():
            file.writestr(name, body)
        file.comment = CANARY.encode()
    return out.getvalue()


def parts_of(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(body)) as file:
        return {name: file.read(name) for name in file.namelist()}


OFFICE = "http://schemas.openxmlformats.org"
RELATIONS = f"{OFFICE}/package/2006/relationships"
DOCUMENT = f"{OFFICE}/officeDocument/2006"
VISIBLE = "What the page says"


def relations(*entries: tuple[str, str] | tuple[str, str, str]) -> str:
    """Relationships by kind and target; a third word makes one lead outside."""
    lines = []
    for number, (word_or_kind, target, *mode) in enumerate(entries, 1):
        outside = f' TargetMode="{mode[0]}"' if mode else ""
        kind = word_or_kind if "/" in word_or_kind else f"{DOCUMENT}/relationships/{word_or_kind}"
        lines.append(f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"{outside}/>')
    return f'<?xml version="1.0"?><Relationships xmlns="{RELATIONS}">{"".join(lines)}</Relationships>'


def types(**overrides: str) -> str:
    lines = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return (
        f'<Types xmlns="{OFFICE}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{lines}</Types>"
    )


WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def word(**more: bytes | str) -> bytes:
    """A Word document with who, when, where and with what in every place we know."""
    return archive({**word_parts(), **more})


def word_parts() -> dict[str, bytes | str]:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    r = f'xmlns:r="{DOCUMENT}/relationships"'
    who = f'w:author="{CANARY}" w:date="2026-11-01T10:00:00Z"'
    body = (
        f'<w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD"><w:commentRangeStart w:id="0"/>'
        f"<w:r><w:t>{VISIBLE}</w:t></w:r>"
        f'<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
        f'<w:ins w:id="1" {who}><w:r><w:t>put in</w:t></w:r></w:ins>'
        f'<w:del w:id="2" {who}><w:r><w:delText>taken out</w:delText></w:r></w:del>'
        f'<w:permStart w:id="3" w:ed="{CANARY}"/></w:p>'
        f'<w:p><w:r><w:drawing><pic:cNvPr xmlns:pic="http://pic" id="1" name="{CANARY}.jpg" '
        f'descr="C:\\{CANARY}\\me.jpg"/>'
        f'<a:blip xmlns:a="http://a" r:embed="rId5"/></w:drawing></w:r></w:p>'
    )
    return {
        "[Content_Types].xml": types(**{"word/document.xml": WORD_TYPE, "docProps/core.xml": "application/core+xml"}),
        "_rels/.rels": relations(
            ("officeDocument", "word/document.xml"),
            (f"{RELATIONS}/metadata/core-properties", "docProps/core.xml"),
            ("extended-properties", "docProps/app.xml"),
            ("custom-properties", "docProps/custom.xml"),
            (f"{RELATIONS}/metadata/thumbnail", "docProps/thumbnail.jpeg"),
        ),
        "docProps/core.xml": f"<p><creator>{CANARY}</creator></p>",
        "docProps/app.xml": f"<p><Company>{CANARY}</Company></p>",
        "docProps/custom.xml": f"<p>{CANARY}</p>",
        "docProps/thumbnail.jpeg": photo(),
        "word/document.xml": f"<w:document {w} {r}><!-- {CANARY} --><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(
            ("comments", "comments.xml"),
            ("http://schemas.microsoft.com/office/2011/relationships/people", "people.xml"),
            ("customXml", "../customXml/item1.xml"),
            ("settings", "settings.xml"),
            ("image", "media/image1.jpg"),
            ("hyperlink", "https://example.org/kept", "External"),
            ("hyperlink", f"file:///C:/Users/{CANARY}/x.doc", "External"),
            ("oleObject", "embeddings/oleObject1.bin"),
            ("package", "embeddings/inner.xlsx"),
            ("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"),
        ),
        "word/comments.xml": f'<w:comments {w}><w:comment w:id="0" {who}><w:p>{CANARY}</w:p></w:comment></w:comments>',
        "word/people.xml": f"<people>{CANARY}</people>",
        "word/settings.xml": (
            f'<w:settings {w} {r}><w:attachedTemplate r:id="rId1"/><w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids>'
            f'<w:docVars><w:docVar w:name="who" w:val="{CANARY}"/></w:docVars></w:settings>'
        ),
        "word/_rels/settings.xml.rels": relations(
            ("attachedTemplate", f"file:///C:/Users/{CANARY}/Normal.dotm", "External")
        ),
        "word/media/image1.jpg": photo(),
        "word/embeddings/oleObject1.bin": f"{CANARY} in an object",
        "word/embeddings/inner.xlsx": sheet(),
        "word/vbaProject.bin": f"{CANARY} in a macro",
        "customXml/item1.xml": f"<who>{CANARY}</who>",
        "stray/hidden.xml": f"<who>{CANARY}</who>",
    }


def sheet() -> bytes:
    """An Excel sheet with a comment, its people, and the path it was saved under."""
    x = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    r = f'xmlns:r="{DOCUMENT}/relationships"'
    return archive(
        {
            "[Content_Types].xml": types(**{"xl/workbook.xml": "application/workbook+xml"}),
            "_rels/.rels": relations(("officeDocument", "xl/workbook.xml"), ("core", "docProps/core.xml")),
            "docProps/core.xml": f"<p><creator>{CANARY}</creator></p>",
            "xl/workbook.xml": (
                f'<workbook {x} {r}><fileSharing userName="{CANARY}"/>'
                f'<x15ac:absPath xmlns:x15ac="http://ac" url="C:\\{CANARY}\\"/>'
                f'<sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>'
            ),
            "xl/_rels/workbook.xml.rels": relations(
                ("worksheet", "worksheets/sheet1.xml"),
                ("person", "persons/person.xml"),
                ("connections", "connections.xml"),
            ),
            "xl/persons/person.xml": f"<p>{CANARY}</p>",
            "xl/connections.xml": f"<p>{CANARY}</p>",
            "xl/worksheets/sheet1.xml": (
                f'<worksheet {x} {r}><sheetData><row><c t="inlineStr"><is><t>{VISIBLE}</t></is></c></row></sheetData>'
                f'<pageSetup r:id="rId3"/><legacyDrawing r:id="rId2"/></worksheet>'
            ),
            "xl/worksheets/_rels/sheet1.xml.rels": relations(
                ("comments", "../comments1.xml"),
                ("vmlDrawing", "../drawings/vmlDrawing1.vml"),
                ("printerSettings", "../printerSettings/printerSettings1.bin"),
            ),
            "xl/comments1.xml": f'<comments><author>{CANARY}</author><comment ref="A1"/></comments>',
            "xl/drawings/vmlDrawing1.vml": f"<xml><x>{CANARY}</x></xml>",
            "xl/printerSettings/printerSettings1.bin": f"\\\\server\\{CANARY}",
        }
    )


def show() -> bytes:
    """A presentation with comments, their authors, notes and a picture."""
    p = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    return archive(
        {
            "[Content_Types].xml": types(**{"ppt/presentation.xml": "application/presentation+xml"}),
            "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml"), ("core", "docProps/core.xml")),
            "docProps/core.xml": f"<p><creator>{CANARY}</creator></p>",
            "ppt/presentation.xml": f"<p:presentation {p}><p:custDataLst>{CANARY}</p:custDataLst></p:presentation>",
            "ppt/_rels/presentation.xml.rels": relations(
                ("slide", "slides/slide1.xml"), ("commentAuthors", "commentAuthors.xml"), ("tags", "tags/tag1.xml")
            ),
            "ppt/commentAuthors.xml": f"<p>{CANARY}</p>",
            "ppt/tags/tag1.xml": f"<p>{CANARY}</p>",
            "ppt/slides/slide1.xml": f"<p:sld {p}><p:t>{VISIBLE}</p:t></p:sld>",
            "ppt/slides/_rels/slide1.xml.rels": relations(
                ("comments", "../comments/comment1.xml"),
                ("image", "../media/image1.png"),
                ("video", "../media/film.mp4"),
            ),
            "ppt/comments/comment1.xml": f"<p:cmLst {p}><p:cm>{CANARY}</p:cm></p:cmLst>",
            "ppt/media/image1.png": picture("PNG", pnginfo=png_notes()),
            "ppt/media/film.mp4": b"\0\0\0\x18ftypisom",
        }
    )


def png_notes() -> PngInfo:
    notes = PngInfo()
    notes.add_text("Author", CANARY)
    notes.add_itxt("XML:com.adobe.xmp", f"<x>{CANARY}</x>")
    return notes


def open_document(kind: str = "text") -> bytes:
    """An OpenDocument file with an annotation, a tracked change, macros and settings."""
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:officeooo="http://openoffice.org/2009/office"'
    )
    paths = ["content.xml", "meta.xml", "settings.xml", "styles.xml", "Pictures/a.jpg", "Basic/Standard/Module1.xba"]
    entries = "".join(f'<m:file-entry m:full-path="{path}" m:media-type=""/>' for path in ["/", *paths])
    content = (
        f"<office:document-content {names}><office:scripts>{CANARY}</office:scripts><office:body>"
        f"<text:tracked-changes><text:changed-region><dc:creator>{CANARY}</dc:creator><dc:date>2026</dc:date>"
        f'<text:p>taken out</text:p></text:changed-region></text:tracked-changes><text:p officeooo:rsid="00ab12cd">'
        f"{VISIBLE}<office:annotation><dc:creator>{CANARY}</dc:creator><text:p>{CANARY}</text:p></office:annotation>"
        f', and so on<text:a xlink:href="file:///home/{CANARY}/x.odt">a link</text:a></text:p>'
        f"</office:body></office:document-content>"
    )
    return archive(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="urn:manifest">{entries}</m:manifest>',
            "META-INF/documentsignatures.xml": f"<s>{CANARY}</s>",
            "content.xml": content,
            "styles.xml": f"<office:document-styles {names}/>",
            "meta.xml": f"<m>{CANARY}</m>",
            "settings.xml": f"<s><printer>{CANARY}</printer></s>",
            "Thumbnails/thumbnail.png": picture("PNG", pnginfo=png_notes()),
            "Pictures/a.jpg": photo(),
            "Basic/Standard/Module1.xba": f"<b>{CANARY}</b>",
            "Versions/Version1": f"{CANARY}",
            "Object 1": f"{CANARY}",
        },
        stored=True,
    )


def pdf() -> bytes:
    """A PDF that tells who made it in every place we know, changed once after it was made."""
    file = pikepdf.new()
    file.add_blank_page(page_size=(300, 300))
    page = file.pages[0].obj
    jpeg = pikepdf.Stream(file, photo())
    jpeg.update(
        pikepdf.Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=120, Height=80, ColorSpace=Name.DeviceRGB, BitsPerComponent=8
        )
    )
    jpeg.Filter = Name.DCTDecode
    jpeg.Metadata = file.make_stream(f"<x>{CANARY}</x>".encode())
    page.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary({"/Im0": jpeg, "/AA": jpeg}),
        Font=pikepdf.Dictionary(F1=pikepdf.Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)),
    )
    page.Contents = file.make_stream(
        f"BT /F1 12 Tf 20 250 Td ({VISIBLE}) Tj ET q 120 0 0 80 20 20 cm /Im0 Do Q".encode()
    )
    page.Thumb = file.make_stream(CANARY.encode())
    page.PieceInfo = pikepdf.Dictionary(Program=pikepdf.Dictionary(Private=CANARY))
    page.LastModified = CANARY
    page.AA = script()
    remark: dict[str, Any] = {"Type": Name.Annot, "Rect": pikepdf.Array([10, 10, 20, 20])}
    field = file.make_indirect(
        pikepdf.Dictionary(
            **remark, Subtype=Name.Widget, FT=Name.Sig, T="Sign here", V=pikepdf.Dictionary(Name=CANARY), M=CANARY
        )
    )
    page.Annots = pikepdf.Array(
        [
            pikepdf.Dictionary(
                **remark, Subtype=Name.Text, Contents="a remark", T=CANARY, NM=CANARY, M=CANARY, RC=CANARY
            ),
            pikepdf.Dictionary(**remark, Subtype=Name.Link, A=script()),
            pikepdf.Dictionary(
                **remark, Subtype=Name.Link, A=pikepdf.Dictionary(S=Name.URI, URI="https://example.org/kept")
            ),
            field,
            pikepdf.Dictionary(**remark, Subtype=Name.FileAttachment, Contents=CANARY),
        ]
    )
    file.Root.OpenAction = script()
    file.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]), XFA=CANARY)
    file.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([CANARY, script()])))
    file.attachments[f"{CANARY}.txt"] = CANARY.encode()
    file.docinfo["/Author"] = CANARY
    with file.open_metadata() as notes:
        notes["dc:creator"] = [CANARY]
    out = BytesIO()
    file.save(out)
    return changed_once(out.getvalue())


def script() -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=Name.JavaScript, JS=f"app.alert('{CANARY}')")


def changed_once(body: bytes) -> bytes:
    """Add a change to the end of a PDF, as programs do; what it replaces stays in the file."""
    writer = PdfWriter(BytesIO(body), incremental=True)
    writer.add_metadata({"/Title": f"{CANARY} second"})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
