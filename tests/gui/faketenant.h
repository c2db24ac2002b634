// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakecertificates.h"
#include "fakemails.h"
#include "fakeplatform.h"
#include "fakeproof.h"
#include "fakeusers.h"

#include <QJsonArray>

namespace fake {

/// A tenant with settings of its own behind a fake platform: sessions, settings with revisions, users, an audit log
/// of nothing.
class Tenant {
public:
    Tenant();

    Reply answer(const SeenRequest &request);
    /// What a test wants answered instead, looked at first.
    std::function<std::optional<Reply>(const SeenRequest &)> instead;

    /// Somebody else saves a section.
    void change(const QString &key, const QJsonObject &value, const QString &by = QStringLiteral("sato"));
    QJsonObject value(const QString &key) const;

    Users users = Users::many(30);
    Certificates certificates;
    Mails mails;
    Proof proof;
    QString role = QStringLiteral("administrator");
    QString password = QStringLiteral("right password");
    QJsonArray locks = {}; ///< as `GET /locks` lists them
    QJsonArray openSessions = {};
    QJsonObject passwordImpact = {};
    QJsonValue passwordExpiresAt = {}; ///< of whoever is signed in
    QString changeReason = {}; ///< why nobody gets in without another password; empty: everybody does

    static QJsonObject person(int id, const QString &loginName, const QString &role = QStringLiteral("user"));
    static QJsonObject lock(const QJsonObject &user, const QString &since, const QJsonValue &until);
    static QJsonObject restriction(const QString &mode, const QStringList &networks = {});

private:
    struct Section {
        qint64 revision = 3;
        QString by = QStringLiteral("sato");
        QJsonObject value;
    };

    QJsonObject toJson(const Section &section) const;
    QJsonObject sections(const QStringList &keys) const;
    Reply keepImage(const SeenRequest &request);
    Reply signIn(const QJsonObject &body);
    QJsonObject session() const;
    std::optional<Reply> answerAboutPeople(const SeenRequest &request, const QByteArray &path);
    Reply changePassword(const QJsonObject &body);
    Reply save(const QJsonObject &sent);

    QMap<QString, Section> m_sections;
    QByteArray m_image; ///< that was brought last
    QByteArray m_imageType;
};

}
