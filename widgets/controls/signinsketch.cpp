// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/signinsketch.h"

#include "error/error.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>
#include <QTranslator>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

// The measures of page.css in pixels, where 1rem is 16.
constexpr qreal rem = 16;
constexpr qreal lineHeight = 1.6 * rem;
constexpr int widestPhone = 480;
constexpr qreal widestSheet = 26 * rem;
constexpr qreal betweenSheetAndFooter = 1.5 * rem;
constexpr qreal highestImage = 12 * rem;
constexpr qreal belowImage = 1.5 * rem;
constexpr qreal titlePixels = 1.5 * rem;
constexpr qreal titleLine = titlePixels * 1.3;
constexpr qreal belowTitle = 1.25 * rem;
constexpr qreal belowNotice = 1.25 * rem;
constexpr qreal belowLabel = 0.375 * rem;
constexpr qreal belowField = 1.25 * rem;
constexpr qreal aboveButton = 1.75 * rem;
constexpr qreal fieldHeight = lineHeight + 2 * 0.625 * rem + 2;
constexpr qreal buttonHeight = lineHeight + 2 * 0.6875 * rem + 2;
constexpr qreal footerPixels = 0.875 * rem;
constexpr qreal footerHeight = footerPixels * 1.6;
constexpr QMarginsF noticePadding(4 + 0.875 * rem, 0.625 * rem, 0.875 * rem, 0.625 * rem);
constexpr QSizeF footerSymbol(20, 18);

constexpr int usual = QFont::Normal;
constexpr int heading = 650;
constexpr int label = 550;
constexpr int deed = 600;

struct Space {
    qreal above; ///< the page and its sides
    qreal beside;
    QMarginsF sheet;
};

constexpr Space desktop{1.5 * rem, 1 * rem, {2.25 * rem, 2.25 * rem, 2.25 * rem, 2.5 * rem}};
constexpr Space phone{1 * rem, 0.75 * rem, {1.25 * rem, 1.5 * rem, 1.25 * rem, 1.75 * rem}};

/// The platform's own sentences, which come in the language of the page and not of this program.
constexpr auto loginName = QT_TRANSLATE_NOOP("Messages", "Login name");
constexpr auto password = QT_TRANSLATE_NOOP("Messages", "Password");
constexpr auto signIn = QT_TRANSLATE_NOOP("Messages", "Sign in");
constexpr auto refused = QT_TRANSLATE_NOOP("Messages", "The login name or the password is not right. Type both again.");

QString wordsOf(const char *source, policy::Language language)
{
    const auto translatorOf = [](QLatin1StringView tag) {
        auto translator = std::make_unique<QTranslator>();
        return translator->load(u":/i18n/sekimori_"_s + tag) ? std::move(translator) : nullptr;
    };
    static const auto japanese = translatorOf("ja"_L1);
    static const auto chinese = translatorOf("zh_TW"_L1);
    const QTranslator *translator = nullptr;
    if (language == policy::Language::Japanese)
        translator = japanese.get();
    else if (language == policy::Language::TraditionalChinese)
        translator = chinese.get();
    const QString translated = translator ? translator->translate("Messages", source) : QString();
    return translated.isEmpty() ? QString::fromUtf8(source) : translated;
}

}

SignInSketch::SignInSketch(const SignInFace &face, const QSize &window, bool isDark)
    : m_face(face)
    , m_window(window)
    , m_isDark(isDark)
    , m_isPhone(window.width() <= widestPhone)
{
    layOut();
}

const SignInSketch::Colors &SignInSketch::colors(bool isDark)
{
    static const Colors light{
        .ground = QColor(0xf3f2ee),
        .sheet = QColor(0xffffff),
        .ink = QColor(0x20242a),
        .quiet = QColor(0x5d636c),
        .line = QColor(0xd9d6cd),
        .field = QColor(0xffffff),
        .edge = QColor(0x8b8f97),
        .deed = QColor(0x245b8c),
        .deedInk = QColor(0xffffff),
        .problem = QColor(0xa5281b),
        .problemGround = QColor(0xfcefec),
    };
    static const Colors dark{
        .ground = QColor(0x15171a),
        .sheet = QColor(0x1f2226),
        .ink = QColor(0xe8e6e1),
        .quiet = QColor(0xa3a7ae),
        .line = QColor(0x3d434b),
        .field = QColor(0x17191d),
        .edge = QColor(0x6f757e),
        .deed = QColor(0x7db4e6),
        .deedInk = QColor(0x0e1a26),
        .problem = QColor(0xf19b8c),
        .problemGround = QColor(0x35201d),
    };
    return isDark ? dark : light;
}

QString SignInSketch::usualFailure(policy::Language language)
{
    return wordsOf(refused, language);
}

QFont SignInSketch::fontOf(qreal pixels, int weight) const
{
    QFont font = QGuiApplication::font();
    font.setPixelSize(int(std::lround(pixels)));
    font.setWeight(QFont::Weight(weight));
    return font;
}

QStringList SignInSketch::wrapped(const QString &text, const QFont &font, qreal width, bool isBalanced)
{
    const auto linesFor = [&](qreal most) {
        QTextLayout layout(text, font);
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout.setTextOption(option);
        QStringList lines;
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(most);
            lines << text.mid(line.textStart(), line.textLength());
        }
        layout.endLayout();
        return lines;
    };
    QStringList lines = linesFor(width);
    if (!isBalanced || lines.size() < 2)
        return lines;
    // The narrowest that needs no more lines, so that they come out about as long as each other.
    qreal narrow = width / 2;
    qreal wide = width;
    while (wide - narrow > 1) {
        const qreal middle = (narrow + wide) / 2;
        (linesFor(middle).size() > lines.size() ? narrow : wide) = middle;
    }
    return linesFor(wide);
}

void SignInSketch::layOut()
{
    const Space &space = m_isPhone ? phone : desktop;
    const qreal width = std::min(widestSheet, m_window.width() - 2 * space.beside);
    const qreal inner = width - space.sheet.left() - space.sheet.right() - 2;
    m_title = {fontOf(titlePixels, heading), {}, titleLine};
    m_title.lines = wrapped(m_face.title, m_title.font, inner, true);
    m_notice = {fontOf(rem, usual), {}, lineHeight};
    if (!m_face.failure.isEmpty())
        m_notice.lines
            = wrapped(m_face.failure, m_notice.font, inner - noticePadding.left() - noticePadding.right(), false);

    m_boxes.sheet = QRectF((m_window.width() - width) / 2, 0, width, 0);
    place(0);
    const qreal whole = m_boxes.sheet.height() + betweenSheetAndFooter + footerHeight;
    const qreal free = m_window.height() - whole - 2 * space.above;
    place(space.above + (m_isPhone ? 0 : std::max(free, 0.0) / 2));
    m_boxes.height = std::max<qreal>(m_window.height(), whole + 2 * space.above);
}

/// The sheet begins at @p top.
void SignInSketch::place(qreal top)
{
    const Space &space = m_isPhone ? phone : desktop;
    const qreal left = m_boxes.sheet.left() + 1 + space.sheet.left();
    const qreal inner = m_boxes.sheet.width() - space.sheet.left() - space.sheet.right() - 2;
    qreal y = top + 1 + space.sheet.top();
    const auto take = [&](QRectF &box, qreal height, qreal below) {
        box = QRectF(left, y, inner, height);
        y += height + below;
    };
    if (!m_face.image.isNull()) {
        const QSizeF natural = m_face.image.size();
        const qreal scale = std::min({1.0, inner / natural.width(), highestImage / natural.height()});
        take(m_boxes.image, natural.height() * scale, belowImage);
        const qreal imageWidth = natural.width() * scale;
        m_boxes.image.setLeft(left + (inner - imageWidth) / 2);
        m_boxes.image.setWidth(imageWidth);
    }
    take(m_boxes.title, m_title.height(), belowTitle);
    if (!m_notice.lines.isEmpty())
        take(m_boxes.notice, m_notice.height() + noticePadding.top() + noticePadding.bottom(), belowNotice);
    take(m_boxes.userLabel, lineHeight, belowLabel);
    take(m_boxes.user, fieldHeight, belowField);
    take(m_boxes.passwordLabel, lineHeight, belowLabel);
    take(m_boxes.password, fieldHeight, aboveButton); // Of the two margins that meet the wider one counts.
    take(m_boxes.button, buttonHeight, 0);
    m_boxes.sheet.setTop(top);
    m_boxes.sheet.setBottom(y + space.sheet.bottom() + 1);
    m_boxes.footer = QRectF(0, m_boxes.sheet.bottom() + betweenSheetAndFooter, m_window.width(), footerHeight);
}

void SignInSketch::paint(QPainter &painter) const
{
    const Colors &color = colors(m_isDark);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform | QPainter::TextAntialiasing);
    painter.fillRect(QRectF(0, 0, m_window.width(), m_boxes.height), color.ground);
    paintShadow(painter);
    painter.setPen(color.line);
    painter.setBrush(color.sheet);
    painter.drawRoundedRect(m_boxes.sheet.adjusted(0.5, 0.5, -0.5, -0.5), 12, 12);
    if (!m_face.image.isNull()) {
        QPainterPath rounded;
        rounded.addRoundedRect(m_boxes.image, 8, 8);
        painter.save();
        painter.setClipPath(rounded);
        painter.drawImage(m_boxes.image, m_face.image);
        painter.restore();
    }
    painter.setPen(color.ink);
    paintLines(painter, m_title, m_boxes.title.topLeft());
    if (!m_notice.lines.isEmpty()) {
        painter.setPen(Qt::NoPen);
        QPainterPath ground;
        ground.addRoundedRect(m_boxes.notice, 6, 6);
        painter.save();
        painter.setClipPath(ground);
        painter.fillRect(m_boxes.notice, color.problemGround);
        painter.fillRect(QRectF(m_boxes.notice.topLeft(), QSizeF(4, m_boxes.notice.height())), color.problem);
        painter.restore();
        painter.setPen(color.problem);
        paintLines(painter, m_notice, m_boxes.notice.marginsRemoved(noticePadding).topLeft());
    }
    paintForm(painter);
    paintFooter(painter);
}

void SignInSketch::paintLines(QPainter &painter, const Text &text, const QPointF &from) const
{
    painter.setFont(text.font);
    const qreal width = m_boxes.sheet.width();
    for (qsizetype line = 0; line < text.lines.size(); ++line) {
        const QRectF place(from.x(), from.y() + qreal(line) * text.lineHeight, width, text.lineHeight);
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text.lines[line].trimmed());
    }
}

/// A few rings that fade outwards, for the browser's blur.
void SignInSketch::paintShadow(QPainter &painter) const
{
    constexpr int rings = 8;
    painter.setPen(Qt::NoPen);
    QColor shade = m_isDark ? QColor(0, 0, 0) : QColor(30, 32, 40);
    shade.setAlphaF(m_isDark ? 0.035F : 0.009F);
    painter.setBrush(shade);
    for (int ring = 1; ring <= rings; ++ring) {
        const qreal wide = ring * 3;
        painter.drawRoundedRect(
            m_boxes.sheet.translated(0, 6).adjusted(-wide, -wide, wide, wide), 12 + wide, 12 + wide);
    }
}

void SignInSketch::paintForm(QPainter &painter) const
{
    const Colors &color = colors(m_isDark);
    const std::array labels{std::pair{m_boxes.userLabel, loginName}, std::pair{m_boxes.passwordLabel, password}};
    painter.setFont(fontOf(rem, label));
    painter.setPen(color.ink);
    for (const auto &[box, words] : labels)
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, wordsOf(words, m_face.language));
    painter.setBrush(color.field);
    painter.setPen(color.edge);
    for (const QRectF &field : {m_boxes.user, m_boxes.password})
        painter.drawRoundedRect(field.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color.deed);
    painter.drawRoundedRect(m_boxes.button, 8, 8);
    painter.setFont(fontOf(rem, deed));
    painter.setPen(color.deedInk);
    painter.drawText(m_boxes.button, Qt::AlignCenter, wordsOf(signIn, m_face.language));
}

void SignInSketch::paintFooter(QPainter &painter) const
{
    const QString name = u"Sekimori"_s;
    QFont font = fontOf(footerPixels, usual);
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.04 * footerPixels);
    const qreal nameWidth = QFontMetricsF(font).horizontalAdvance(name);
    const qreal left = (m_window.width() - footerSymbol.width() - 8 - nameWidth) / 2;
    const qreal top = m_boxes.footer.center().y() - footerSymbol.height() / 2;
    painter.save();
    painter.translate(left, top);
    painter.scale(footerSymbol.width() / 64, footerSymbol.height() / 56);
    QPainterPath gate;
    gate.moveTo(4, 8);
    gate.quadTo(32, 0, 60, 8);
    gate.lineTo(58.5, 14);
    gate.quadTo(32, 7.5, 5.5, 14);
    gate.closeSubpath();
    for (const QRectF &beam : {QRectF(10, 20, 44, 5), QRectF(15, 13, 6, 41), QRectF(43, 13, 6, 41)})
        gate.addRect(beam);
    gate.setFillRule(Qt::WindingFill);
    painter.fillPath(gate, colors(m_isDark).quiet);
    painter.restore();
    painter.setFont(font);
    painter.setPen(colors(m_isDark).quiet);
    painter.drawText(QRectF(left + footerSymbol.width() + 8, m_boxes.footer.top(), nameWidth + 10, footerHeight),
        Qt::AlignLeft | Qt::AlignVCenter, name);
}

}
