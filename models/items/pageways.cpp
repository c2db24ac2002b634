// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/pageways.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

struct Way {
    QLatin1StringView page;
    QLatin1StringView place;
    const char *words;
};

constexpr std::array ways{
    Way{"auditRetention"_L1, "archives"_L1, QT_TRANSLATE_NOOP("Ways", "Save or open a month of the audit log")},
    Way{"auditRetention"_L1, "checkNow"_L1, QT_TRANSLATE_NOOP("Ways", "Check that the audit log was not altered")},
    Way{"auditRetention"_L1, "saveKey"_L1, QT_TRANSLATE_NOOP("Ways", "Save the audit log’s public key")},
    Way{"auditAlerts"_L1, "addRule"_L1, QT_TRANSLATE_NOOP("Ways", "Add a rule of the alerts")},
    Way{"deliveries"_L1, "givenUp"_L1, QT_TRANSLATE_NOOP("Ways", "Mails that were given up")},
    Way{"clientCertificates"_L1, "certificates"_L1, QT_TRANSLATE_NOOP("Ways", "Issue or revoke certificates")},
    Way{"clientCertificates"_L1, "expiring"_L1, QT_TRANSLATE_NOOP("Ways", "Certificates that end soon")},
    Way{"clientCertificates"_L1, "readFile"_L1, QT_TRANSLATE_NOOP("Ways", "Read a certificate’s file")},
    Way{"clientCertificates"_L1, "saveAuthority"_L1,
        QT_TRANSLATE_NOOP("Ways", "Save the certificate authority’s certificate")},
    Way{"clientCertificates"_L1, "saveReminders"_L1,
        QT_TRANSLATE_NOOP("Ways", "Save reminders of certificates that end")},
    Way{"users"_L1, "add"_L1, QT_TRANSLATE_NOOP("Ways", "Add a user")},
    Way{"users"_L1, "search"_L1, QT_TRANSLATE_NOOP("Ways", "Search users")},
    Way{"users"_L1, "import"_L1, QT_TRANSLATE_NOOP("Ways", "Import users")},
    Way{"users"_L1, "export"_L1, QT_TRANSLATE_NOOP("Ways", "Export users")},
    Way{"whoGetsIn"_L1, "simulator"_L1, QT_TRANSLATE_NOOP("Ways", "Make up a visit and see who gets in")},
};

}

QList<SettingName> waysOn(const QString &pageKey)
{
    QList<SettingName> names;
    for (const Way &way : ways) {
        if (way.page == pageKey)
            names.append({way.place, QCoreApplication::translate("Ways", way.words), QString::fromUtf8(way.words)});
    }
    return names;
}

}
