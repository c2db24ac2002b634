// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QVarLengthArray>

#include <optional>

namespace sekimori::platformd {

/// The header lines of a message in their order. Names are compared without case; a name may have several lines.
/// All text lies in one block, because a list is made for every request.
class HeaderList {
public:
    struct Line {
        QByteArrayView name;
        QByteArrayView value;
    };

    void append(QByteArrayView name, QByteArrayView value);
    /// Replaces every line called @p name by this one.
    void set(QByteArrayView name, QByteArrayView value);
    void remove(QByteArrayView name);

    bool contains(QByteArrayView name) const;
    qsizetype count(QByteArrayView name) const;
    /// The first line called @p name.
    std::optional<QByteArray> value(QByteArrayView name) const;
    QList<QByteArray> lines(QByteArrayView name) const;

    qsizetype size() const { return m_places.size(); }
    /// Valid until the list is changed.
    Line at(qsizetype index) const;

private:
    struct Place {
        qsizetype at = 0;
        qsizetype nameLength = 0;
        qsizetype valueLength = 0;
    };

    bool isCalled(const Place &place, QByteArrayView name) const;

    QByteArray m_text;
    QVarLengthArray<Place, 16> m_places;
};

}
