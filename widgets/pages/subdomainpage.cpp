// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/subdomainpage.h"

#include "controls/banner.h"
#include "controls/card.h"
#include "controls/formfield.h"
#include "controls/iconlabel.h"
#include "controls/linkrows.h"
#include "error/messages.h"
#include "items/zonedtime.h"
#include "pages/tenantaddresses.h"
#include "policy/subdomain.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sekimori::widgets {

using policy::Subdomain;

namespace {

constexpr int widestEditor = 560;
constexpr auto pause = 300ms;

QString dateText(const QDateTime &time)
{
    return time.toLocalTime().toString(u"yyyy-MM-dd"_s);
}

/// Both, or the one where they are the same.
QString change(const QString &before, const QString &after)
{
    return before == after ? before : SubdomainPage::tr("%1 → %2", "address before and after").arg(before, after);
}

}

SubdomainPage::SubdomainPage(const Needs &needs, QWidget *parent)
    : Page(parent)
    , m_needs(needs)
    , m_formerBanner(new Banner(this))
    , m_name(new QLineEdit(this))
    , m_symbol(new IconLabel(this))
    , m_availability(new QLabel(this))
    , m_again(new QPushButton(tr("Try again"), this))
    , m_addresses(new LinkRows(LinkRow::Arrangement::Beside, this))
    , m_effects(new LinkRows(LinkRow::Arrangement::Above, this))
{
    const QString main = TenantAddresses::of(needs.hostName, u"x"_s).main;
    m_domain = main.sliced(std::min<qsizetype>(main.size(), 1));
    m_formerBanner->setObjectName("former"_L1);
    m_name->setObjectName("name"_L1);
    m_availability->setObjectName("availability"_L1);
    m_availability->setWordWrap(true);
    m_availability->setTextFormat(Qt::PlainText);
    m_again->setObjectName("again"_L1);
    m_addresses->setObjectName("addresses"_L1);
    m_effects->setObjectName("effects"_L1);
    m_nameField = new FormField(tr("&Name"), makeEditor(),
        tr("3 to 32 characters: the letters a to z, digits and hyphens, with no hyphen at either end."), this);
    m_consequences = makeConsequences();
    layOut();
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_pause, &QTimer::timeout, this, &SubdomainPage::ask);
    connect(m_name, &QLineEdit::textEdited, this, &SubdomainPage::tellChanged);
    connect(m_again, &QPushButton::clicked, this, &SubdomainPage::ask);
    showState();
}

QWidget *SubdomainPage::makeEditor()
{
    auto *editor = new QWidget(this);
    auto *layout = new QHBoxLayout(editor);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_name, 1);
    layout->addWidget(new QLabel(m_domain, editor));
    editor->setFocusProxy(m_name);
    return editor;
}

Card *SubdomainPage::makeConsequences()
{
    auto *card = new Card(tr("What the change does"), this);
    card->setObjectName("consequences"_L1);
    card->body()->addWidget(m_addresses);
    card->body()->addWidget(m_effects);
    return card;
}

void SubdomainPage::layOut()
{
    auto *availability = new QHBoxLayout;
    availability->setSpacing(6);
    availability->addWidget(m_symbol, 0, Qt::AlignVCenter);
    availability->addWidget(m_availability, 1);
    availability->addWidget(m_again);
    auto *name = new QVBoxLayout;
    name->setSpacing(8);
    m_nameField->setMaximumWidth(widestEditor);
    name->addWidget(m_nameField);
    name->addLayout(availability);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(14);
    layout->addWidget(m_formerBanner);
    layout->addLayout(name);
    layout->addWidget(m_consequences);
    layout->addStretch(1);
}

QString SubdomainPage::title() const
{
    return tr("Subdomain");
}

QStringList SubdomainPage::sectionKeys() const
{
    return {Subdomain::key};
}

void SubdomainPage::setSession(const platform::Session &session)
{
    m_editable = session.role == platform::Role::Administrator;
    m_name->setReadOnly(!m_editable);
    m_name->setFrame(m_editable);
    m_nameField->setEditable(m_editable);
    showState();
}

void SubdomainPage::load(const platform::SettingsState &state)
{
    m_saved = state.settings.subdomain;
    setValue(m_saved);
}

void SubdomainPage::edit(const policy::Settings &draft)
{
    setValue(draft.subdomain);
    emit changed();
}

void SubdomainPage::applied(const policy::Settings &sent, const platform::SettingsState &now)
{
    const bool isAsSent = value() == sent.subdomain;
    const QString before = m_saved.name;
    m_saved = now.settings.subdomain;
    if (m_saved.name != before) {
        const QDateTime since = now.revisions.value(Subdomain::key).at;
        m_former = Former{before, since.addDays(policy::formerNameKept.count())};
    }
    if (isAsSent)
        setValue(m_saved);
    showState();
}

void SubdomainPage::revert()
{
    setValue(m_saved);
    emit changed();
}

bool SubdomainPage::isChanged() const
{
    return value() != m_saved;
}

void SubdomainPage::collect(policy::Settings &draft) const
{
    draft.subdomain = value();
}

Errors SubdomainPage::problems() const
{
    const auto problem = policy::problemOfSubdomain(m_name->text());
    return problem ? Errors{problem->under(u"subdomain.name"_s)} : Errors();
}

QList<platform::FieldProblem> SubdomainPage::showProblems(const QList<platform::FieldProblem> &problems)
{
    showState();
    QList<platform::FieldProblem> rest;
    for (const platform::FieldProblem &problem : problems) {
        if (problem.field != "subdomain.name"_L1) {
            rest.append(problem);
            continue;
        }
        m_nameField->setError(problem.message);
        m_name->setFocus();
    }
    return rest;
}

void SubdomainPage::takeOver(Page &before)
{
    m_former = static_cast<SubdomainPage &>(before).m_former;
    showState();
}

Subdomain SubdomainPage::value() const
{
    return {.name = m_name->text()};
}

void SubdomainPage::setValue(const Subdomain &value)
{
    if (m_name->text() != value.name)
        m_name->setText(value.name);
    askLater();
    showState();
}

void SubdomainPage::tellChanged()
{
    // Addresses know no capitals, and nobody means the spaces that came along when a name was pasted.
    const QString name = m_name->text().trimmed().toLower();
    if (name != m_name->text()) {
        const int cursor = m_name->cursorPosition();
        m_name->setText(name);
        m_name->setCursorPosition(cursor);
    }
    askLater();
    showState();
    emit changed();
}

void SubdomainPage::askLater()
{
    m_asking.cancel();
    m_answer.reset();
    const bool isWorthIt = m_editable && isChanged() && problems().isEmpty();
    if (isWorthIt)
        m_pause.start();
    else
        m_pause.stop();
}

void SubdomainPage::ask()
{
    m_answer.reset();
    m_asking = m_needs.subdomains.ask(
        m_name->text(), [this](const platform::Answer<platform::SubdomainAnswer> &answer) { take(answer); });
    showAvailability();
}

void SubdomainPage::take(const platform::Answer<platform::SubdomainAnswer> &answer)
{
    m_answer = answer;
    showAvailability();
}

void SubdomainPage::showState()
{
    const Errors errors = problems();
    m_nameField->setError(errors.isEmpty() || !isChanged() ? QString() : renderMessage(errors.first()));
    showAvailability();
    showConsequences();
    showFormer();
}

void SubdomainPage::showAvailability()
{
    const QString name = m_name->text();
    Tone tone = Tone::Neutral;
    QString text;
    if (!m_editable || !problems().isEmpty())
        text = QString();
    else if (!isChanged())
        text = tr("This is the tenant’s present name.");
    else if (!m_answer)
        text = tr("Asking whether “%1” is free…").arg(name);
    else if (!*m_answer) {
        tone = Tone::Warning;
        text = tr("Whether “%1” is free is not known: %2").arg(name, platform::toText(m_answer->error()));
    } else if (const auto &answer = **m_answer; answer.isFree) {
        tone = Tone::Good;
        text = tr("“%1” is free.").arg(name);
    } else {
        tone = Tone::Error;
        text = answer.reason.isEmpty() ? tr("“%1” is taken. Choose another.").arg(name) : answer.reason;
    }
    m_symbol->setIcon(toneIcon(tone));
    m_symbol->setVisible(tone != Tone::Neutral);
    m_availability->setText(text);
    m_availability->setVisible(!text.isEmpty());
    m_again->setVisible(m_answer && !*m_answer && isChanged());
}

void SubdomainPage::showConsequences()
{
    const bool isNew = m_editable && isChanged() && problems().isEmpty();
    const QString name = isNew ? m_name->text() : m_saved.name;
    const auto before = TenantAddresses::of(m_needs.hostName, m_saved.name);
    const auto after = TenantAddresses::of(m_needs.hostName, name);
    const auto row = [](const QString &title, const QString &text) {
        return LinkRow::Content{.tone = {}, .title = title, .text = text, .leadsOn = false};
    };
    m_addresses->setRows({
        row(tr("Main address"), change(u"https://"_s + before.main, u"https://"_s + after.main)),
        row(tr("With a client certificate"), change(u"https://"_s + before.secure, u"https://"_s + after.secure)),
    });
    m_addresses->setVisible(!m_domain.isEmpty());
    const auto effect = [](Tone tone, const QString &title, const QString &text) {
        return LinkRow::Content{.tone = tone, .title = title, .text = text, .leadsOn = false};
    };
    const QDateTime kept = m_needs.clock().addDays(policy::formerNameKept.count());
    m_effects->setRows({
        effect(Tone::Warning, tr("Bookmarks and links break"),
            tr("The old address stops at once and leads nowhere. Tell people the new one before.")),
        effect(Tone::Warning, tr("Browsers are signed out"),
            tr("A browser’s session belongs to the address. Everybody signs in again at the new one.")),
        effect(Tone::Warning, tr("Client certificates are asked for elsewhere"),
            tr("They stay valid, and people have to use them at the new address.")),
        effect(Tone::Warning, tr("Integrations stop"),
            tr("Services that send events, proxies that ask this platform and subscribed calendars need the new "
               "address.")),
        effect(Tone::Good, tr("This console goes on"),
            tr("It follows to the new address by itself, and so does its entry in the list of connections.")),
        effect(Tone::Good, tr("The old name stays yours"),
            tr("Nobody else can take “%1” before %2, and you can go back to it.").arg(m_saved.name, dateText(kept))),
    });
    m_consequences->setVisible(m_editable);
}

void SubdomainPage::showFormer()
{
    if (!m_former)
        return m_formerBanner->clear();
    m_formerBanner->tell(Tone::Good,
        tr("The tenant is called “%1” now. “%2” leads nowhere any more and stays reserved for this tenant until %3.")
            .arg(m_saved.name, m_former->name, dateText(m_former->until)));
}

}
