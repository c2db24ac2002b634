// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/singleline.h"

namespace sekimori::policy {

namespace messages {
extern const Message MailAddressMalformed;
extern const Message MailAddressTwice;
extern const Message AlertRuleNameTwice;
extern const Message AlertRuleWithoutAddress;
}

inline constexpr qsizetype mostAlertAddresses = 15;
inline constexpr qsizetype mostAlertRules = 50;
inline constexpr qsizetype mostAlertFilter = 2000; ///< code points
inline constexpr int mostMailsPerHour = 1000;

/// When mail goes out: as soon as an event is there, or with all events of a whole quarter of an hour, hour or day by
/// the tenant's clock.
enum class AlertPace { AtOnce, QuarterHour, Hour, Day };

/// Who is told by mail of one level of events.
struct LevelAlert {
    QStringList addresses; ///< empty: off
    AlertPace pace = AlertPace::AtOnce;
    int mailsPerHour = 60; ///< at most; what is held back is counted, and told in the next mail

    static void fields(auto &self, auto &&field)
    {
        field("addresses", self.addresses, atMost(mostAlertAddresses));
        field("pace", self.pace);
        field("mailsPerHour", self.mailsPerHour, within(1, mostMailsPerHour));
    }

    void check(Errors &errors) const;
    bool operator==(const LevelAlert &) const = default;
};

/// Who is told by mail of the events that a filter selects, whatever their level.
struct AlertRule {
    static constexpr QLatin1StringView identityField{"name"};

    QString name;
    bool enabled = true;
    QString filter; ///< in the language of the audit log, English names or any; times without a zone are the tenant's
    QStringList addresses;
    AlertPace pace = AlertPace::AtOnce;
    int mailsPerHour = 60;

    static void fields(auto &self, auto &&field)
    {
        field("name", self.name, length(1, 64), SingleLine{});
        field("enabled", self.enabled);
        field("filter", self.filter, length(1, mostAlertFilter), SingleLine{});
        field("addresses", self.addresses, atMost(mostAlertAddresses));
        field("pace", self.pace);
        field("mailsPerHour", self.mailsPerHour, within(1, mostMailsPerHour));
    }

    void check(Errors &errors) const;
    bool operator==(const AlertRule &) const = default;
};

/// Mail about events, level by level, whatever service they come from, and by rules beside that.
struct AuditAlerts {
    static constexpr QLatin1StringView key{"auditAlerts"};

    LevelAlert information;
    LevelAlert notice;
    LevelAlert warning;
    LevelAlert error;
    LevelAlert critical;
    QList<AlertRule> rules; ///< in the order in which the administrator keeps them
    QStringList checkpointAddresses; ///< who gets the log's newest signed checkpoint each day, as proof outside

    static void fields(auto &self, auto &&field)
    {
        field("information", self.information);
        field("notice", self.notice);
        field("warning", self.warning);
        field("error", self.error);
        field("critical", self.critical);
        field("rules", self.rules, atMost(mostAlertRules));
        field("checkpointAddresses", self.checkpointAddresses, atMost(mostAlertAddresses));
    }

    void check(Errors &errors) const;
    bool operator==(const AuditAlerts &) const = default;
};

/// Whether @p text can be a mail address as people have them: the dot-atom form of RFC 5322 before the @, a host name
/// behind it, 254 characters at most (RFC 5321).
bool isMailAddress(const QString &text);

/// By which addresses are told apart: those that differ in case alone are one mailbox.
QString foldedMailAddress(const QString &address);
/// The same mailboxes, in whatever order and however often each.
bool areSameMailboxes(const QStringList &one, const QStringList &other);

/// What is wrong with a list of them, below the field @p field.
void checkMailAddresses(const QString &field, const QStringList &addresses, Errors &errors);

template<>
struct EnumNames<AlertPace> {
    static constexpr std::array names{
        std::pair{AlertPace::AtOnce, QLatin1StringView("atOnce")},
        std::pair{AlertPace::QuarterHour, QLatin1StringView("quarterHour")},
        std::pair{AlertPace::Hour, QLatin1StringView("hour")},
        std::pair{AlertPace::Day, QLatin1StringView("day")},
    };
};

}
