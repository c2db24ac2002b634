// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/damagesmodel.h"

#include "error/messages.h"
#include "items/tooltiptext.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace sekimori::items {

using audit::files::Damage;

namespace {

struct DamageWords {
    Q_DECLARE_TR_FUNCTIONS(DamageWords)
};

struct DamageColumn {
    QString (*title)();
    QString (*text)(const Damage &damage);
    Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter;
};

constexpr Qt::Alignment toTheRight = Qt::AlignRight | Qt::AlignVCenter;

QString placeText(qint64 place)
{
    return place > 0 ? QString::number(place) : QString();
}

constexpr std::array columns{
    DamageColumn{[] { return DamageWords::tr("File", "column"); }, [](const Damage &damage) { return damage.file; }},
    DamageColumn{[] { return DamageWords::tr("Line", "column"); },
        [](const Damage &damage) { return placeText(damage.line); }, toTheRight},
    DamageColumn{[] { return DamageWords::tr("Character", "column: its place in the line"); },
        [](const Damage &damage) { return placeText(damage.column); }, toTheRight},
    DamageColumn{[] { return DamageWords::tr("What is wrong", "column"); },
        [](const Damage &damage) { return renderMessage(damage.reason); }},
    DamageColumn{[] { return DamageWords::tr("What stands there", "column"); },
        [](const Damage &damage) { return damage.raw.simplified(); }},
};

}

void DamagesModel::setDamages(const audit::files::Damages &damages)
{
    const qsizetype before = m_damages.told.size();
    const qsizetype now = damages.told.size();
    const bool isGrown
        = now >= before && std::equal(m_damages.told.begin(), m_damages.told.end(), damages.told.begin());
    if (!isGrown) {
        beginResetModel();
        m_damages = damages;
        endResetModel();
    } else if (now > before) {
        beginInsertRows({}, int(before), int(now) - 1);
        m_damages = damages;
        endInsertRows();
    } else {
        m_damages = damages;
    }
}

QString DamagesModel::lineAt(int row) const
{
    QStringList texts;
    for (const DamageColumn &column : columns)
        texts += column.text(m_damages.told.at(row));
    return texts.join(u'\t');
}

int DamagesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_damages.told.size());
}

int DamagesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(columns.size());
}

QVariant DamagesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const DamageColumn &column = columns.at(size_t(index.column()));
    if (role == Qt::TextAlignmentRole)
        return int(column.alignment);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const QString text = column.text(m_damages.told.at(index.row()));
    return role == Qt::ToolTipRole ? toolTipText(text) : text;
}

QVariant DamagesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const DamageColumn &column = columns.at(size_t(section));
    if (role == Qt::DisplayRole)
        return column.title();
    return role == Qt::TextAlignmentRole ? QVariant(int(column.alignment)) : QVariant();
}

}
