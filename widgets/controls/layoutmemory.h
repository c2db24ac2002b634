// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSize>
#include <QString>

class QHeaderView;
class QSettings;
class QSplitter;

namespace sekimori::widgets {

class ArrangedHeader;

/// How a person has arranged a window: its place and size, what splitters share out, the widths of tables' columns. It
/// is kept by object names, so that a page has no more to do than to give its tables and splitters one. What does not
/// fit what is there now, from an older version or a larger screen, is not used.
class LayoutMemory : public QObject {
    Q_OBJECT

public:
    explicit LayoutMemory(QSettings &settings, QObject *parent = nullptr);

    /// In the size @p usual when nothing is known, and in sight in any case.
    void restoreWindow(QWidget &window, const QString &name, QSize usual);
    void keepWindow(const QWidget &window, const QString &name);

    /// Arranges the splitters and tables below @p root that have a name as they were left, and keeps what is made of
    /// them from now on. @p place tells them from those of the same name elsewhere.
    void follow(QWidget &root, const QString &place);

private:
    void followSplitter(QSplitter &splitter, const QString &key);
    void followArrangement(ArrangedHeader &header, const QString &key);
    void followColumns(QHeaderView &header, const QString &key);
    QList<int> sizes(const QString &key, qsizetype count) const;
    void keep(const QString &key, const QList<int> &sizes);

    QSettings &m_settings;
};

}
