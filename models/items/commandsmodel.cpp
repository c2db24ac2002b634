// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/commandsmodel.h"

#include <QVariant>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

/// What a word is worth less when it is not in the name that is shown.
constexpr int inEnglish = 60;
constexpr int inPlace = 500;
constexpr int wholeName = 500;
constexpr int beginning = 100;

}

CommandsModel::CommandsModel(const QList<Command> &commands, QObject *parent)
    : QAbstractListModel(parent)
{
    for (const Command &command : commands) {
        const bool isEnglish = command.title == command.english;
        m_rows.push_back({command, FuzzyName(command.title), FuzzyName(isEnglish ? QString() : command.english),
            FuzzyName(command.place)});
    }
    setSearch({});
}

void CommandsModel::setSearch(const QString &text)
{
    const QStringList words = folded(text).split(u' ', Qt::SkipEmptyParts);
    beginResetModel();
    m_shown.clear();
    for (size_t i = 0; i < m_rows.size(); ++i) {
        if (auto fit = found(m_rows.at(i), words)) {
            fit->row = i;
            m_shown.push_back(*fit);
        }
    }
    std::ranges::stable_sort(m_shown, std::greater(), &Shown::score);
    endResetModel();
}

std::optional<CommandsModel::Shown> CommandsModel::found(const Row &row, const QStringList &words)
{
    Shown shown;
    for (const QString &word : words) {
        const auto title = row.title.fit(word);
        const auto english = row.english.fit(word);
        const auto place = row.place.fit(word);
        const int best = std::max(
            {title ? title->score : 0, english ? english->score - inEnglish : 0, place ? place->score - inPlace : 0});
        if (best <= 0)
            return std::nullopt;
        shown.score += best;
        if (title && title->score == best)
            shown.marks += title->marks;
    }
    const QString phrase = words.join(u' ');
    for (const FuzzyName *name : {&row.title, &row.english}) {
        if (!phrase.isEmpty() && !name->isEmpty() && name->beginsWith(phrase))
            shown.score += name->is(phrase) ? wholeName : beginning;
    }
    return shown;
}

const Command &CommandsModel::commandAt(const QModelIndex &index) const
{
    return m_rows.at(m_shown.at(size_t(index.row())).row).command;
}

int CommandsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant CommandsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Command &command = commandAt(index);
    switch (role) {
    case Qt::DisplayRole:
        return command.title;
    case Qt::AccessibleTextRole: {
        QStringList parts{
            command.title, data(index, EnglishRole).toString(), command.place, command.shortcut, command.whyNot};
        parts.removeAll(QString());
        return parts.join(u", "_s);
    }
    case EnglishRole:
        return command.english.compare(command.title, Qt::CaseInsensitive) == 0 ? QString() : command.english;
    case PlaceRole:
        return command.place;
    case IconRole:
        return command.icon;
    case ShortcutRole:
        return command.shortcut;
    case WhyNotRole:
        return command.whyNot;
    case MarksRole:
        return QVariant::fromValue(m_shown.at(size_t(index.row())).marks);
    default:
        return {};
    }
}

}
