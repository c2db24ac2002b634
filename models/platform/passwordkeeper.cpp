// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/passwordkeeper.h"

#include <QCoreApplication>
#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace sekimori::platform {

namespace {
constexpr auto service = "Sekimori"_L1;

KeyringFailure failureOf(const QKeychain::Job &job)
{
    const bool isDenied = job.error() == QKeychain::AccessDenied || job.error() == QKeychain::AccessDeniedByUser;
    return {isDenied ? KeyringFailure::Kind::Denied : KeyringFailure::Kind::NoKeyring, job.errorString()};
}

/// The job deletes itself when it is through.
template<typename J>
void start(J *job, const QString &profileId, QObject *context, std::function<void(const J &)> finished)
{
    job->setKey(profileId);
    job->setInsecureFallback(false);
    QObject::connect(
        job, &QKeychain::Job::finished, context, [job, finished = std::move(finished)] { finished(*job); });
    job->start();
}
/// Whose words these are, for the translators.
struct KeyringWords {
    Q_DECLARE_TR_FUNCTIONS(KeyringFailure)
};

}

QString toText(const KeyringFailure &failure)
{
    switch (failure.kind) {
    case KeyringFailure::Kind::NoKeyring:
        return KeyringWords::tr("No keyring of this system answers, so passwords cannot be remembered here. (%1)")
            .arg(failure.detail);
    case KeyringFailure::Kind::Denied:
        return KeyringWords::tr("The system's keyring did not give access. Unlock it and try again.");
    }
    return {};
}

void PasswordKeeper::read(const QString &profileId, QObject *context, std::function<void(const Read &)> callback) const
{
    using Job = QKeychain::ReadPasswordJob;
    start<Job>(new Job(service), profileId, context, [callback = std::move(callback)](const Job &job) {
        if (job.error() == QKeychain::NoError)
            callback(std::optional(job.textData()));
        else if (job.error() == QKeychain::EntryNotFound)
            callback(std::optional<QString>());
        else
            callback(std::unexpected(failureOf(job)));
    });
}

void PasswordKeeper::keep(const QString &profileId, const QString &password, QObject *context,
    std::function<void(const Done &)> callback) const
{
    using Job = QKeychain::WritePasswordJob;
    auto *job = new Job(service);
    job->setTextData(password);
    start<Job>(job, profileId, context, [callback = std::move(callback)](const Job &finished) {
        callback(finished.error() == QKeychain::NoError ? Done() : std::unexpected(failureOf(finished)));
    });
}

void PasswordKeeper::forget(
    const QString &profileId, QObject *context, std::function<void(const Done &)> callback) const
{
    using Job = QKeychain::DeletePasswordJob;
    start<Job>(new Job(service), profileId, context, [callback = std::move(callback)](const Job &job) {
        const bool isGone = job.error() == QKeychain::NoError || job.error() == QKeychain::EntryNotFound;
        callback(isGone ? Done() : std::unexpected(failureOf(job)));
    });
}

}
