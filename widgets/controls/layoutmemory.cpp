// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/layoutmemory.h"

#include "controls/arrangedheader.h"

#include <QGuiApplication>
#include <QHeaderView>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QTableView>
#include <QTreeView>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

/// To be raised when a layout changes so that sizes of before mean nothing any more.
constexpr auto prefix = "layout/1/"_L1;
constexpr int largest = 4000;
/// Of a window's upper edge, to be taken hold of by the mouse.
constexpr int inReach = 80;

QString windowKey(const QString &name)
{
    return prefix + "windows/"_L1 + name;
}

bool isInReach(const QWidget &window)
{
    const QRect frame = window.frameGeometry();
    const QRect edge(frame.topLeft(), QSize(frame.width(), 24));
    const auto screens = QGuiApplication::screens();
    return std::ranges::any_of(screens, [&](const QScreen *screen) {
        const QRect seen = screen->availableGeometry() & edge;
        return seen.width() >= std::min(inReach, frame.width()) && seen.top() == edge.top();
    });
}

/// The last column takes what is left, and is not a choice.
int chosenColumns(const QHeaderView &header)
{
    return header.stretchLastSection() ? header.count() - 1 : header.count();
}

}

LayoutMemory::LayoutMemory(QSettings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
}

void LayoutMemory::restoreWindow(QWidget &window, const QString &name, QSize usual)
{
    const QRect room = window.screen()->availableGeometry();
    window.resize(usual.boundedTo(room.size()));
    const QByteArray kept = m_settings.value(windowKey(name)).toByteArray();
    if (kept.isEmpty() || !window.restoreGeometry(kept) || window.isMaximized() || window.isFullScreen())
        return;
    window.resize(window.size().boundedTo(room.size()).expandedTo(window.minimumSizeHint()));
    if (!isInReach(window))
        window.move(room.center() - window.rect().center());
}

void LayoutMemory::keepWindow(const QWidget &window, const QString &name)
{
    m_settings.setValue(windowKey(name), window.saveGeometry());
}

void LayoutMemory::follow(QWidget &root, const QString &place)
{
    const auto keyOf = [&](const QWidget &widget) { return prefix + place + u'/' + widget.objectName(); };
    const auto isNamed = [](const QWidget *widget) { return !widget->objectName().isEmpty(); };
    const auto splitters = root.findChildren<QSplitter *>();
    for (QSplitter *splitter : splitters) {
        if (isNamed(splitter))
            followSplitter(*splitter, keyOf(*splitter));
    }
    const auto tables = root.findChildren<QTableView *>();
    for (QTableView *table : tables) {
        if (isNamed(table))
            followColumns(*table->horizontalHeader(), keyOf(*table));
    }
    const auto headers = root.findChildren<ArrangedHeader *>();
    for (ArrangedHeader *header : headers) {
        if (isNamed(header))
            followArrangement(*header, keyOf(*header));
    }
    const auto trees = root.findChildren<QTreeView *>();
    for (QTreeView *tree : trees) {
        if (isNamed(tree) && !tree->isHeaderHidden())
            followColumns(*tree->header(), keyOf(*tree));
    }
}

void LayoutMemory::followSplitter(QSplitter &splitter, const QString &key)
{
    const QList<int> known = sizes(key, splitter.count());
    if (std::ranges::any_of(known, [](int size) { return size > 0; }))
        splitter.setSizes(known);
    connect(&splitter, &QSplitter::splitterMoved, this, [this, &splitter, key] { keep(key, splitter.sizes()); });
}

void LayoutMemory::followColumns(QHeaderView &header, const QString &key)
{
    const QList<int> known = sizes(key, chosenColumns(header));
    for (int column = 0; column < known.size(); ++column) {
        if (header.sectionResizeMode(column) == QHeaderView::Interactive)
            header.resizeSection(column, std::max(known.at(column), header.minimumSectionSize()));
    }
    connect(&header, &QHeaderView::sectionResized, this, [this, &header, key](int column) {
        if (column >= chosenColumns(header))
            return;
        QList<int> widths;
        for (int each = 0; each < chosenColumns(header); ++each)
            widths.append(header.sectionSize(each));
        keep(key, widths);
    });
}

void LayoutMemory::followArrangement(ArrangedHeader &header, const QString &key)
{
    header.arrange(m_settings.value(key).toStringList());
    connect(&header, &ArrangedHeader::arranged, this,
        [this, &header, key] { m_settings.setValue(key, header.arrangement()); });
}

QList<int> LayoutMemory::sizes(const QString &key, qsizetype count) const
{
    QList<int> sizes;
    const QStringList kept = m_settings.value(key).toStringList();
    for (const QString &text : kept) {
        bool isNumber = false;
        const int size = text.toInt(&isNumber);
        if (!isNumber || size < 0 || size > largest)
            return {};
        sizes.append(size);
    }
    return sizes.size() == count ? sizes : QList<int>();
}

void LayoutMemory::keep(const QString &key, const QList<int> &sizes)
{
    QStringList texts;
    for (const int size : sizes)
        texts += QString::number(size);
    m_settings.setValue(key, texts);
}

}
