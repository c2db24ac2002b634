// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/banner.h"
#include "controls/emptystate.h"
#include "controls/formfield.h"
#include "controls/themeicon.h"
#include "look/preferences.h"
#include "translations.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QStyleHints>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sekimori;
using namespace sekimori::widgets;

class TestLook : public QObject {
    Q_OBJECT

private slots:
    void followsTheSystemWhileItShall();
    void remembersWhatWasChosen();
    void drawsEverythingAnew_data();
    void drawsEverythingAnew();
    void isLegibleInBothShades_data();
    void isLegibleInBothShades();
};

namespace {

void systemTurns(Qt::ColorScheme scheme)
{
    emit QApplication::styleHints() -> colorSchemeChanged(scheme);
}

double brightness(const QColor &color)
{
    const auto linear
        = [](double part) { return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &ink, const QColor &ground)
{
    const double first = brightness(ink);
    const double second = brightness(ground);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

}

void TestLook::followsTheSystemWhileItShall()
{
    Look look(*qApp, Theme::System);
    systemTurns(Qt::ColorScheme::Dark);
    QCOMPARE(look.shade(), Shade::Dark);
    QCOMPARE(QApplication::palette().color(QPalette::Window), paletteOf(Shade::Dark).color(QPalette::Window));
    systemTurns(Qt::ColorScheme::Light);
    QCOMPARE(QApplication::palette().color(QPalette::Window), paletteOf(Shade::Light).color(QPalette::Window));
    look.setTheme(Theme::Dark);
    systemTurns(Qt::ColorScheme::Light);
    QCOMPARE(look.shade(), Shade::Dark);
    look.setTheme(Theme::System);
    QCOMPARE(look.shade(), Shade::Light);
}

void TestLook::remembersWhatWasChosen()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(u"console.ini"_s), QSettings::IniFormat);
    QCOMPARE(Preferences::rememberedTheme(settings), u"system"_s);
    Look look(*qApp, Theme::System);
    Translations translations(u"en"_s);
    Preferences preferences(settings, look, translations);
    QWidget window;
    QMenu *menu = preferences.makeThemeMenu(&window);
    QVERIFY(menu->actions().first()->isChecked());
    menu->actions().last()->trigger();
    QCOMPARE(look.theme(), Theme::Dark);
    QCOMPARE(themeNamed(Preferences::rememberedTheme(settings)), Theme::Dark);
    QVERIFY(menu->actions().last()->isChecked());
}

void TestLook::drawsEverythingAnew_data()
{
    using Make = std::function<QWidget *()>;
    QTest::addColumn<Make>("make");
    const auto row = [](const char *name, const Make &make) { QTest::newRow(name) << make; };
    row("banner", [] {
        auto *banner = new Banner;
        banner->tell(Tone::Warning, u"Careful"_s, u"&Undo"_s);
        return banner;
    });
    row("empty state", [] {
        auto *empty = new EmptyState;
        empty->tell(themeIcon(u"search"_s), u"Nothing found"_s, u"Look elsewhere"_s);
        return empty;
    });
    row("field with an error", [] {
        auto *edit = new QLineEdit;
        edit->setFocusPolicy(Qt::NoFocus);
        auto *field = new FormField(u"&Name"_s, edit, u"Some help"_s);
        field->setError(u"Too long"_s);
        return field;
    });
    row("button with an icon", [] { return new QPushButton(themeIcon(u"edit-copy"_s), u"&Copy"_s); });
}

/// What was made light and switched to dark looks like what was made dark.
void TestLook::drawsEverythingAnew()
{
    QFETCH(const std::function<QWidget *()>, make);
    const auto picture = [](QWidget &widget) {
        widget.resize(500, 260);
        widget.show();
        QCoreApplication::processEvents();
        return widget.grab().toImage();
    };
    Look look(*qApp, Theme::Light);
    const std::unique_ptr<QWidget> switched(make());
    const QImage light = picture(*switched);
    look.setTheme(Theme::Dark);
    const std::unique_ptr<QWidget> fresh(make());
    QVERIFY(picture(*switched) != light);
    QVERIFY(picture(*switched) == picture(*fresh));
    look.setTheme(Theme::Light);
    QVERIFY(picture(*switched) == light);
}

void TestLook::isLegibleInBothShades_data()
{
    QTest::addColumn<Shade>("shade");
    QTest::newRow("light") << Shade::Light;
    QTest::newRow("dark") << Shade::Dark;
}

void TestLook::isLegibleInBothShades()
{
    QFETCH(const Shade, shade);
    const QPalette palette = paletteOf(shade);
    using Role = QPalette::ColorRole;
    const QList<std::pair<Role, Role>> pairs{{QPalette::WindowText, QPalette::Window}, {QPalette::Text, QPalette::Base},
        {QPalette::Text, QPalette::AlternateBase}, {QPalette::ButtonText, QPalette::Button},
        {QPalette::HighlightedText, QPalette::Highlight}, {QPalette::ToolTipText, QPalette::ToolTipBase},
        {QPalette::Link, QPalette::Window}, {QPalette::PlaceholderText, QPalette::Base}};
    for (const auto &[ink, ground] : pairs) {
        for (const auto group : {QPalette::Active, QPalette::Disabled}) {
            const double found = contrast(palette.color(group, ink), palette.color(group, ground));
            QVERIFY2(found >= 4.5, qPrintable(u"%1 on %2: %3"_s.arg(int(ink)).arg(int(ground)).arg(found)));
        }
    }
    for (const Tone tone : {Tone::Neutral, Tone::Good, Tone::Hint, Tone::Warning, Tone::Error})
        QVERIFY(contrast(palette.color(QPalette::WindowText), toneBackground(tone, palette)) >= 4.5);
    QVERIFY(contrast(explanationColor(palette), palette.color(QPalette::Window)) >= 4.5);
}

QTEST_MAIN(TestLook)
#include "tst_look.moc"
