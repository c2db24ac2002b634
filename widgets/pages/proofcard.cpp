// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/proofcard.h"

#include "controls/asker.h"
#include "controls/banner.h"
#include "controls/iconlabel.h"
#include "controls/themeicon.h"
#include "error/messages.h"
#include "items/zonedtime.h"
#include "pages/chainfindings.h"
#include "pages/wholefile.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QDir>
#include <QFontDatabase>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using items::LogKeyTrust;
using platform::Integrity;
using Standing = LogKeyTrust::Standing;

namespace {

constexpr qsizetype shortTip = 16; ///< digits

Tone toneOf(Integrity::State state)
{
    switch (state) {
    case Integrity::State::Unchecked:
    case Integrity::State::Checking:
        return Tone::Hint;
    case Integrity::State::Intact:
        return Tone::Good;
    case Integrity::State::Broken:
        return Tone::Error;
    }
    Q_UNREACHABLE_RETURN(Tone::Hint);
}

}

ProofCard::ProofCard(items::LogIntegrity &integrity, LogKeyTrust &trust, Asker &asker, QWidget *parent)
    : Card(tr("Proof that nothing was altered"), parent)
    , m_integrity(integrity)
    , m_trust(trust)
    , m_asker(asker)
    , m_writing([this](const Result<QString> &path) {
        if (path)
            m_news->tell(Tone::Good, tr("“%1” was written.").arg(QDir::toNativeSeparators(*path)));
        else
            m_news->tell(Tone::Error, renderMessage(path.error()));
    })
    , m_check(addButton(u"checkNow"_s, u"view-refresh"_s, tr("Check &now")))
    , m_copyCheckpoint(addButton(u"copyCheckpoint"_s, u"edit-copy"_s, tr("Copy")))
    , m_copyKey(addButton(u"copyKey"_s, u"edit-copy"_s, tr("Copy")))
    , m_saveKey(addButton(u"saveKey"_s, u"document-save"_s, tr("Save ke&y…")))
    , m_accept(addButton(u"trustKey"_s, u"dialog-ok"_s, tr("Tr&ust this key…")))
    , m_forget(addButton(u"forgetKey"_s, u"edit-delete"_s, tr("&Forget it…")))
    , m_findings(new ChainFindings(this))
    , m_failure(new Banner(this))
    , m_news(new Banner(this))
{
    m_failure->setObjectName("proofFailure"_L1);
    m_news->setObjectName("proofNews"_L1);
    m_copyCheckpoint->setAccessibleName(tr("Copy the checkpoint"));
    m_copyKey->setAccessibleName(tr("Copy the key’s id"));
    layOut();
    connectAll();
    showAll();
}

QPushButton *ProofCard::addButton(const QString &objectName, const QString &icon, const QString &text)
{
    auto *button = new QPushButton(themeIcon(icon), text, this);
    button->setObjectName(objectName);
    return button;
}

ProofCard::Row ProofCard::addRow(
    QGridLayout &grid, const QString &name, const QString &objectName, const QList<QWidget *> &buttons)
{
    const Row row{new IconLabel(this), new QLabel(this)};
    QLabel *label = explanationLabel(name, this);
    label->setWordWrap(false);
    row.text->setObjectName(objectName);
    row.text->setAccessibleName(name);
    row.text->setTextFormat(Qt::PlainText);
    row.text->setWordWrap(true);
    row.text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *side = new QHBoxLayout;
    for (QWidget *button : buttons)
        side->addWidget(button);
    const int line = grid.rowCount();
    grid.addWidget(label, line, 0, Qt::AlignTop);
    grid.addWidget(row.symbol, line, 1, Qt::AlignTop);
    grid.addWidget(row.text, line, 2, Qt::AlignTop);
    grid.addLayout(side, line, 3, Qt::AlignTop | Qt::AlignRight);
    return row;
}

void ProofCard::layOut()
{
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(10);
    grid->setColumnStretch(2, 1);
    m_checkRow = addRow(*grid, tr("The platform’s check"), u"checkState"_s, {m_check});
    m_checkpointRow = addRow(*grid, tr("Newest checkpoint"), u"checkpoint"_s, {m_copyCheckpoint});
    m_keyRow = addRow(*grid, tr("The log’s public key"), u"logKey"_s, {m_copyKey, m_saveKey});
    m_trustRow = addRow(*grid, tr("Known to this console"), u"keyTrust"_s, {m_accept, m_forget});
    m_keyRow.text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(8, 0, 8, 0);
    inner->setSpacing(8);
    inner->addWidget(explanationLabel(
        tr("Every event is linked to the one before it, and how far the log went is signed again and again. Whoever "
           "alters an event, leaves one out or cuts the log off breaks that chain."),
        this));
    inner->addWidget(m_findings);
    inner->addWidget(m_failure);
    inner->addLayout(grid);
    inner->addWidget(m_news);
    body()->addLayout(inner);
}

void ProofCard::connectAll()
{
    connect(&m_integrity, &items::LogIntegrity::changed, this, &ProofCard::showAll);
    connect(&m_trust, &LogKeyTrust::changed, this, &ProofCard::showAll);
    connect(m_check, &QPushButton::clicked, &m_integrity, &items::LogIntegrity::check);
    connect(m_copyCheckpoint, &QPushButton::clicked, this, &ProofCard::copyCheckpoint);
    connect(m_copyKey, &QPushButton::clicked, this, &ProofCard::copyKey);
    connect(m_saveKey, &QPushButton::clicked, this, &ProofCard::saveKey);
    connect(m_accept, &QPushButton::clicked, this, &ProofCard::askToTrust);
    connect(m_forget, &QPushButton::clicked, this, &ProofCard::askToForget);
    connect(m_findings, &ChainFindings::eventWanted, this, &ProofCard::eventWanted);
    connect(m_failure, &Banner::acted, this, [this] {
        m_integrity.refresh();
        m_trust.refresh();
    });
}

void ProofCard::setZone(const QTimeZone &zone)
{
    m_zone = zone;
    showAll();
}

void ProofCard::setMayCheck(bool mayCheck)
{
    m_mayCheck = mayCheck;
    m_check->setVisible(mayCheck);
}

void ProofCard::showAll()
{
    showCheck();
    showCheckpoint();
    showKey();
    showTrust();
    const auto &failure = m_integrity.failure() ? m_integrity.failure() : m_trust.failure();
    if (failure && !m_integrity.isAsking() && !m_trust.isAsking())
        m_failure->tell(Tone::Warning, platform::toText(*failure), tr("&Try again"));
    else if (!failure)
        m_failure->clear();
}

void ProofCard::showCheck()
{
    const auto &state = m_integrity.state();
    const bool isChecking = m_integrity.isChecking();
    m_checkRow.text->setText(state ? stateText(*state) : tr("Asking the platform…"));
    m_checkRow.symbol->setIcon(toneIcon(state && !isChecking ? toneOf(state->state) : Tone::Hint));
    m_check->setEnabled(state && !isChecking);
    m_check->setToolTip(isChecking ? tr("A check is under way")
            : state                ? tr("Has the platform go through the whole log, from its first event on")
                                   : tr("The platform has not answered yet"));
    m_findings->setState(state.value_or(Integrity()));
}

QString ProofCard::stateText(const Integrity &state) const
{
    const QString at = state.checkedAt ? items::zonedText(items::toDateTime(*state.checkedAt), m_zone) : QString();
    if (m_integrity.isChecking())
        return tr("Checking…");
    switch (state.state) {
    case Integrity::State::Checking:
    case Integrity::State::Unchecked:
        return tr("Not checked yet. It is checked when the platform starts, and every night.");
    case Integrity::State::Intact:
        return intactText(state, at);
    case Integrity::State::Broken:
        if (isOnlyUnsigned(state))
            return tr("Not proven from number %1 on, as of %2.")
                .arg(QLocale().toString(state.findings.first().first), at);
        return state.place ? tr("Failed at number %1, as of %2.").arg(QLocale().toString(*state.place), at)
                           : tr("Failed, as of %1.").arg(at);
    }
    Q_UNREACHABLE_RETURN({});
}

/// Retention may have deleted some of what was checked since, or all of it.
QString ProofCard::intactText(const Integrity &state, const QString &at)
{
    const QLocale locale;
    const qint64 first = std::max(state.first, state.beginsAt.value_or(1));
    const QString numbers = tr("number %1 to %2").arg(locale.toString(first), locale.toString(state.last));
    if (state.last == 0)
        return tr("Intact, as of %1: there is no event yet.").arg(at);
    if (!state.isBeginningDeleted)
        return tr("Intact, as of %1: %2, from the first event on.").arg(at, numbers);
    if (first > state.last)
        return tr(
            "Intact, as of %1. Retention has deleted all of that since; the rest is checked tonight at the latest.")
            .arg(at);
    if (first == 1) // An older platform does not tell where the log begins.
        return tr("Intact, as of %1: up to number %2. The oldest events are deleted by retention.")
            .arg(at, locale.toString(state.last));
    // Where the platform has no key, retention deletes all the same.
    return state.lastCheckpoint
        ? tr("Intact, as of %1: %2. What came before was deleted by retention, and that is signed.").arg(at, numbers)
        : tr("Intact, as of %1: %2. What came before was deleted by retention; nothing is signed.").arg(at, numbers);
}

void ProofCard::showCheckpoint()
{
    const auto &state = m_integrity.state();
    const bool isThere = state && state->lastCheckpoint;
    m_copyCheckpoint->setVisible(isThere);
    m_checkpointRow.symbol->setVisible(false);
    if (!isThere)
        return m_checkpointRow.text->setText(state ? tr("None was signed yet.") : tr("Asking the platform…"));
    const platform::LogCheckpoint &checkpoint = *state->lastCheckpoint;
    m_checkpointRow.text->setText(tr("Number %1, signed %2, hash %3…", "number of an event; time; first digits")
            .arg(QLocale().toString(checkpoint.number), items::zonedText(items::toDateTime(checkpoint.at), m_zone),
                QString::fromLatin1(checkpoint.tip.left(shortTip))));
    m_copyCheckpoint->setEnabled(!checkpoint.signedLine.isEmpty());
    m_copyCheckpoint->setToolTip(checkpoint.signedLine.isEmpty()
            ? tr("This platform does not hand out the signed line by which it could be verified")
            : tr("Copies the signed line. Keep it where nobody who runs the platform can change it: exported bundles "
                 "can be held against it."));
}

void ProofCard::showKey()
{
    const auto &log = m_trust.log();
    const bool isThere = log && log->key;
    m_keyRow.symbol->setVisible(false);
    m_copyKey->setVisible(isThere);
    m_saveKey->setVisible(isThere);
    if (!log)
        return m_keyRow.text->setText(tr("Asking the platform…"));
    if (isThere)
        m_keyRow.text->setText( // Nothing may be signed by it any more.
            log->whyNone.isEmpty() ? items::groupedDigits(log->key->id)
                                   : items::groupedDigits(log->key->id) + u'\n' + log->whyNone);
    else
        m_keyRow.text->setText(log->whyNone.isEmpty()
                ? tr("There is none: the platform’s operator has set no key by which keys are kept.")
                : log->whyNone);
    m_saveKey->setToolTip(tr("A file for whoever verifies what was exported from this log"));
}

QString ProofCard::seenText(const QDateTime &time) const
{
    return items::zonedText(time, m_zone);
}

void ProofCard::showTrust()
{
    const auto seen = m_trust.seen();
    const QString at = seen ? seenText(seen->seenAt) : QString();
    const QString before = seen ? items::groupedDigits(seen->id) : QString();
    const auto tell = [this](Tone tone, const QString &text) {
        m_trustRow.symbol->setIcon(toneIcon(tone));
        m_trustRow.text->setText(text);
    };
    m_accept->setVisible(m_trust.standing() == Standing::Changed || m_trust.standing() == Standing::Forgotten);
    m_forget->setVisible(seen.has_value());
    m_accept->setText(m_trust.standing() == Standing::Changed ? tr("Tr&ust the new key…") : tr("Re&member it"));
    m_forget->setToolTip(tr("What was exported is then not verified by this key any more"));
    switch (m_trust.standing()) {
    case Standing::Unknown:
        return tell(Tone::Hint, seen ? tr("A key was seen first on %1.").arg(at) : tr("Not yet"));
    case Standing::NoKey:
        return tell(Tone::Hint, tr("No key was ever seen here."));
    case Standing::SeenFirst:
        return tell(Tone::Hint,
            tr("Seen for the first time on %1, and trusted from now on. To be sure that it is the right one, compare "
               "its digits with those that the platform’s operator tells you.")
                .arg(at));
    case Standing::AsBefore:
        return tell(Tone::Good, tr("The same key as on %1, when it was seen first.").arg(at));
    case Standing::Changed:
        return tell(Tone::Error,
            tr("This is another key than the one seen first on %1:\n%2\nWhoever exchanges the key can sign an altered "
               "log. What was exported before is verified by the key from before only. Ask the platform’s operator "
               "why it was changed.")
                .arg(at, before));
    case Standing::Missing:
        return tell(Tone::Error,
            tr("There was a key on %1, and now there is none:\n%2\nAsk the platform’s operator why.").arg(at, before));
    case Standing::Forgotten:
        return tell(Tone::Warning, tr("It is not remembered. What was exported cannot be verified by it."));
    }
}

void ProofCard::copyCheckpoint() const
{
    const auto &state = m_integrity.state();
    if (!state || !state->lastCheckpoint)
        return;
    QGuiApplication::clipboard()->setText(QString::fromUtf8(state->lastCheckpoint->signedLine));
    m_news->tell(Tone::Good, tr("The checkpoint was copied as a signed line, which can be kept in a file of its own."));
}

void ProofCard::copyKey() const
{
    if (!m_trust.log() || !m_trust.log()->key)
        return;
    QGuiApplication::clipboard()->setText(QString::fromLatin1(m_trust.log()->key->id));
    m_news->tell(Tone::Good, tr("The key’s id was copied."));
}

void ProofCard::saveKey()
{
    if (!m_trust.log() || !m_trust.log()->key)
        return;
    m_asker.askForFileToWrite(this,
        {.title = tr("Save the log’s public key"),
            .suggestedName = tr("audit-log-key", "name of a file") + u".pem"_s,
            .filters = {tr("Keys (*.pem)")}},
        [this, pem = m_trust.log()->key->publicKey](const QString &path) {
            m_writing.ask([path, pem] { return writeWholeFile(path, pem).transform([path] { return path; }); });
        });
}

void ProofCard::askToTrust()
{
    if (m_trust.standing() != Standing::Changed)
        return m_trust.trust();
    m_asker.ask(this,
        {.weight = Question::Weight::Warning,
            .title = tr("Another key"),
            .text = tr("Trust the key that the platform has now, in place of the one that was seen first?"),
            .explanation = tr("Do this only if the platform’s operator has told you of the change, by another way than "
                              "this console. Files that were exported before are not verified by the new key; save "
                              "the key from before if you still need it."),
            .choices = {tr("&Trust the new key"), tr("&Keep the old one")},
            .preferred = 1,
            .harmless = 1},
        [this](int choice) {
            if (choice == 0)
                m_trust.trust();
        });
}

void ProofCard::askToForget()
{
    m_asker.ask(this,
        {.weight = Question::Weight::Question,
            .title = tr("Forget the key"),
            .text = tr("Forget the key of this log that was seen first?"),
            .explanation = tr("Bundles of this log are then of an unknown key, and a change of the key is not noticed. "
                              "At the next connection the key that the platform has then is taken as the first."),
            .choices = {tr("&Forget it"), tr("Cancel")},
            .preferred = 1,
            .harmless = 1},
        [this](int choice) {
            if (choice == 0)
                m_trust.forget();
        });
}

}
