// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/fuzzyname.h"

#include <QAbstractListModel>

#include <functional>

namespace sekimori::items {

/// Something that can be reached or done, and called by its name.
struct Command {
    QString title;
    QString english; ///< its name in English; the same where that is the language shown
    QString place; ///< where it stands otherwise, such as `Access › Basic authentication`
    QString icon = {};
    QString shortcut = {};
    QString whyNot = {}; ///< why it cannot be done now; empty: it can
    std::function<void()> act = {};
};

/// Commands by what is typed, the best fit first; all of them in their own order while nothing is.
class CommandsModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { EnglishRole = Qt::UserRole, PlaceRole, IconRole, ShortcutRole, WhyNotRole, MarksRole };

    explicit CommandsModel(const QList<Command> &commands, QObject *parent = nullptr);

    void setSearch(const QString &text);
    const Command &commandAt(const QModelIndex &index) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        Command command;
        FuzzyName title;
        FuzzyName english; ///< empty where it says the same
        FuzzyName place;
    };
    struct Shown {
        size_t row = 0;
        int score = 0;
        QList<qsizetype> marks; ///< characters of the title that were typed
    };

    static std::optional<Shown> found(const Row &row, const QStringList &words);

    std::vector<Row> m_rows;
    std::vector<Shown> m_shown;
};

}
