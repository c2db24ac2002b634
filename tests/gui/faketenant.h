// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakeplatform.h"

namespace fake {

/// A tenant with settings of its own behind a fake platform: sessions, settings with revisions, an audit log of
/// nothing.
class Tenant {
public:
    Tenant();

    Reply answer(const SeenRequest &request);
    /// What a test wants answered instead, looked at first.
    std::function<std::optional<Reply>(const SeenRequest &)> instead;

    /// Somebody else saves a section.
    void change(const QString &key, const QJsonObject &value, const QString &by = QStringLiteral("sato"));
    QJsonObject value(const QString &key) const;

    QString role = QStringLiteral("administrator");
    QString password = QStringLiteral("right password");

    static QJsonObject restriction(const QString &mode, const QStringList &networks = {});

private:
    struct Section {
        qint64 revision = 3;
        QString by = QStringLiteral("sato");
        QJsonObject value;
    };

    QJsonObject toJson(const Section &section) const;
    QJsonObject sections(const QStringList &keys) const;
    Reply signIn(const QJsonObject &body) const;
    Reply save(const QJsonObject &sent);

    QMap<QString, Section> m_sections;
};

}
