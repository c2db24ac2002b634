// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/signinpage.h"

#include "controls/banner.h"
#include "controls/editorortext.h"
#include "controls/formfield.h"
#include "controls/minutesfield.h"
#include "controls/switchfield.h"
#include "items/settingwords.h"
#include "pages/opensessionspanel.h"
#include "policy/fieldjson.h"
#include "policy/fieldvalidation.h"

#include <QComboBox>
#include <QPushButton>
#include <QShowEvent>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using policy::SignIn;

namespace {

constexpr int widestEditor = 560;
constexpr auto automaticSignIn = "automaticSignIn"_L1;
constexpr auto idleEnd = "idleEnd"_L1;

/// As history and events call the value.
QString valueOf(const SignIn &signIn, QLatin1StringView field)
{
    const QJsonObject values = policy::toJson(signIn, policy::JsonUse::Answer).toObject();
    return items::valueText(SignIn::key + u'.' + field, values[field]);
}

MinutesField::Range idleRange()
{
    const auto limits = policy::limitsOf<SignIn>(idleEnd);
    return {std::chrono::minutes(*limits.minimum), std::chrono::minutes(*limits.maximum)};
}

QString lengthText(std::chrono::minutes length)
{
    SignIn named;
    named.idleEnd = length;
    return valueOf(named, idleEnd);
}

}

SignInPage::SignInPage(Asker &asker, platform::OpenSessionsClient &client, QWidget *parent)
    : Page(parent)
    , m_completion(new SwitchField(u"loginNameCompletion"_s,
          {tr("Suggest &login names while somebody types on the sign-in page"),
              tr("The sign-in page suggests login names while somebody types."),
              tr("The sign-in page suggests no login names.")},
          this))
    , m_names(new Banner(this))
    , m_automatic(new QComboBox(this))
    , m_idleEnd(new MinutesField(idleRange(), this))
    , m_ending(new Banner(this))
{
    m_names->setObjectName("namesGivenAway"_L1);
    m_ending->setObjectName("ending"_L1);
    m_automatic->setObjectName(automaticSignIn);
    m_idleEnd->setObjectName(idleEnd);
    m_idleEnd->number()->setObjectName("idleEndNumber"_L1);
    m_idleEnd->unit()->setObjectName("idleEndUnit"_L1);
    m_automaticEditor = new EditorOrText(m_automatic, this);
    m_idleEndEditor = new EditorOrText(m_idleEnd, this);
    m_automaticField = new FormField(tr("A&utomatic sign-in"), m_automaticEditor,
        tr("People may choose to stay signed in for so long after they have entered their password, on the browser "
           "they did it in. It ends when the password changes, the account is locked, or its role is another."),
        this);
    m_idleEndField = new FormField(tr("A session ends &without use after"), m_idleEndEditor,
        tr("%1 to %2. Following the audit log live is no use.")
            .arg(lengthText(idleRange().shortest), lengthText(idleRange().longest)),
        this);
    m_sessions = new OpenSessionsPanel(asker, client, this); // Below the fields, and so behind them for Tab.
    fillChoices();
    layOut();
    connect(m_completion, &SwitchField::changed, this, &SignInPage::tellChanged);
    connect(m_automatic, &QComboBox::activated, this, &SignInPage::tellChanged);
    connect(m_idleEnd, &MinutesField::changed, this, &SignInPage::tellChanged);
    connect(m_names, &Banner::acted, this, [this] { emit pageWanted(policy::IpRestriction::key); });
    connect(&m_sessions->sessions(), &items::OpenSessionsModel::stateChanged, this, &SignInPage::showEnding);
    setValue({});
}

void SignInPage::fillChoices()
{
    SignIn named;
    m_automatic->addItem(valueOf(named, automaticSignIn));
    const auto choices = policy::limitsOf<SignIn>(automaticSignIn).choices;
    for (const qint64 days : choices) {
        named.automaticSignIn = std::chrono::days(days);
        m_automatic->addItem(valueOf(named, automaticSignIn), days);
    }
}

void SignInPage::layOut()
{
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(14);
    layout->addWidget(m_completion);
    layout->addWidget(m_names);
    for (FormField *field : {m_automaticField, m_idleEndField}) {
        field->setMaximumWidth(widestEditor);
        layout->addWidget(field);
    }
    layout->addWidget(m_ending);
    layout->addSpacing(4);
    layout->addWidget(m_sessions, 1);
}

QString SignInPage::title() const
{
    return tr("Sessions");
}

QStringList SignInPage::sectionKeys() const
{
    return {SignIn::key};
}

void SignInPage::setSession(const platform::Session &session)
{
    const bool editable = session.role == platform::Role::Administrator;
    m_completion->setEditable(editable);
    for (EditorOrText *editor : {m_automaticEditor, m_idleEndEditor})
        editor->setEditable(editable);
    for (FormField *field : {m_automaticField, m_idleEndField})
        field->setEditable(editable);
    m_sessions->setEditable(editable);
}

void SignInPage::load(const platform::SettingsState &state)
{
    m_saved = state.settings.signIn;
    m_whole = state.settings;
    setValue(m_saved);
}

void SignInPage::edit(const policy::Settings &draft)
{
    setValue(draft.signIn);
    emit changed();
}

void SignInPage::applied(const policy::Settings &sent, const platform::SettingsState &now)
{
    const bool isAsSent = value() == sent.signIn;
    const bool endsOthers = now.settings.signIn.idleEnd < m_saved.idleEnd;
    m_saved = now.settings.signIn;
    setValue(isAsSent ? m_saved : value());
    if (endsOthers && isVisible())
        refresh();
}

void SignInPage::revert()
{
    setValue(m_saved);
    emit changed();
}

bool SignInPage::isChanged() const
{
    return value() != m_saved;
}

void SignInPage::collect(policy::Settings &draft) const
{
    draft.signIn = value();
}

Errors SignInPage::problems() const
{
    Errors errors;
    policy::validate(value(), errors, QString(SignIn::key));
    return errors;
}

QList<platform::FieldProblem> SignInPage::showProblems(const QList<platform::FieldProblem> &problems)
{
    showEffect();
    QList<platform::FieldProblem> rest;
    for (const platform::FieldProblem &problem : problems) {
        const bool isHere = problem.field.section(u'.', 0, 0) == SignIn::key;
        const QString field = problem.field.section(u'.', 1);
        if (isHere && field == automaticSignIn)
            m_automaticField->setError(problem.message);
        else if (isHere && field == idleEnd)
            m_idleEndField->setError(problem.message);
        else
            rest.append(problem);
    }
    if (m_automaticField->hasError() || m_idleEndField->hasError())
        focusOn(m_automaticField->hasError() ? automaticSignIn : idleEnd);
    return rest;
}

void SignInPage::takeOver(Page &before)
{
    m_sessions->takeOver(*static_cast<const SignInPage &>(before).m_sessions);
}

void SignInPage::showWhole(const policy::Settings &whole)
{
    m_whole = whole;
    showEffect();
}

void SignInPage::refresh()
{
    m_sessions->refresh();
}

void SignInPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!event->spontaneous())
        refresh();
}

SignIn SignInPage::value() const
{
    SignIn value{.loginNameCompletion = m_completion->isOn(), .automaticSignIn = {}, .idleEnd = m_idleEnd->value()};
    if (const QVariant days = m_automatic->currentData(); days.isValid())
        value.automaticSignIn = std::chrono::days(days.toLongLong());
    return value;
}

void SignInPage::setValue(const SignIn &value)
{
    m_completion->setOn(value.loginNameCompletion);
    m_automatic->setCurrentIndex(
        value.automaticSignIn ? m_automatic->findData(qint64(value.automaticSignIn->count())) : 0);
    m_idleEnd->setValue(value.idleEnd);
    showEffect();
}

void SignInPage::tellChanged()
{
    showEffect();
    emit changed();
}

void SignInPage::showEffect()
{
    const SignIn shown = value();
    m_automaticField->setError({});
    m_idleEndField->setError({});
    m_automaticEditor->setText(valueOf(shown, automaticSignIn));
    m_idleEndEditor->setText(valueOf(shown, idleEnd));
    const bool isOpen = m_whole.ipRestriction.mode == policy::IpRestriction::Mode::AllowAll;
    if (shown.loginNameCompletion && isOpen)
        m_names->tell(Tone::Warning,
            tr("Every address reaches the sign-in page, so that it gives the login names away to anybody who types. "
               "List your addresses first."),
            tr("&Go to IP address restriction"));
    else
        m_names->clear();
    showEnding();
}

void SignInPage::showEnding()
{
    if (value().idleEnd >= m_saved.idleEnd)
        return m_ending->clear();
    if (!m_sessions->sessions().isComplete())
        m_sessions->sessions().readAll();
    m_ending->tell(Tone::Hint, endingText());
}

QString SignInPage::endingText() const
{
    const auto &sessions = m_sessions->sessions();
    const QString idle = valueOf(value(), idleEnd);
    if (!sessions.isRead() || sessions.isFetching())
        return tr("Sessions that were not used for %1 end at once. They are being counted…").arg(idle);
    const int ending = sessions.unusedFor(value().idleEnd);
    if (!sessions.isComplete())
        return tr("At least %Ln open sessions end at once: they were not used for %1.", nullptr, ending).arg(idle);
    if (ending == 0)
        return tr("No open session ends at once: all were used within %1.").arg(idle);
    return tr("%Ln of %1 open sessions end at once: they were not used for %2.", nullptr, ending)
        .arg(QLocale().toString(sessions.rowCount()), idle);
}

}
