// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls/addresslistfield.h"

#include "controls/iconlabel.h"
#include "controls/tone.h"
#include "error/messages.h"
#include "policy/auditalerts.h"

#include <QAccessible>
#include <QEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QScopedValueRollback>
#include <QSet>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr std::chrono::milliseconds pause{500};
constexpr int fewestLines = 2;
constexpr int mostLines = 6;

/// What stands between addresses in the lists that people paste.
const QRegularExpression &separators()
{
    static const QRegularExpression expression(u"[\\n,;]"_s);
    return expression;
}

/// The places of all addresses in @p text that cannot stand there, and why the first cannot.
struct Judgement {
    QList<std::pair<qsizetype, qsizetype>> places; ///< position and length
    QString reason;
};

std::optional<Error> mistakeIn(const QString &address, const QSet<QString> &before)
{
    Errors errors;
    policy::checkMailAddresses(QString(), {address}, errors);
    if (!errors.isEmpty())
        return errors.first();
    if (before.contains(policy::foldedMailAddress(address)))
        return Error{ErrorKind::Invalid, policy::messages::MailAddressTwice, {address}};
    return std::nullopt;
}

Judgement judge(const QString &text)
{
    Judgement judgement;
    QSet<QString> before;
    int count = 0;
    qsizetype position = 0;
    for (const QStringList parts = text.split(separators()); const QString &part : parts) {
        const QString address = part.trimmed();
        const auto mistake = address.isEmpty() ? std::nullopt : mistakeIn(address, before);
        if (mistake)
            judgement.places.append({position + part.indexOf(address), address.size()});
        if (mistake && judgement.reason.isEmpty())
            judgement.reason = renderMessage(*mistake);
        count += address.isEmpty() ? 0 : 1;
        before.insert(policy::foldedMailAddress(address));
        position += part.size() + 1;
    }
    if (judgement.reason.isEmpty() && count > policy::mostAlertAddresses)
        judgement.reason = AddressListField::tr("These are %Ln addresses; there can be %1.", nullptr, count)
                               .arg(policy::mostAlertAddresses);
    return judgement;
}

}

AddressListField::AddressListField(const QString &name, const QString &label, QWidget *parent)
    : QWidget(parent)
    , m_edit(new QPlainTextEdit(this))
    , m_reasonRow(new QWidget(this))
    , m_symbol(new IconLabel(m_reasonRow))
    , m_reason(new QLabel(m_reasonRow))
    , m_count(explanationLabel({}, this))
{
    m_edit->setObjectName(name);
    m_edit->setAccessibleName(label);
    m_edit->setTabChangesFocus(true);
    m_edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_edit->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_edit->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_reason->setObjectName(name + u".problem"_s);
    m_reason->setWordWrap(true);
    m_reason->setTextFormat(Qt::PlainText);
    m_symbol->setIcon(toneIcon(Tone::Error));
    auto *row = new QHBoxLayout(m_reasonRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(m_symbol, 0, Qt::AlignTop);
    row->addWidget(m_reason, 1);
    m_reasonRow->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_edit);
    layout->addWidget(m_reasonRow);
    layout->addWidget(m_count);
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    setFocusProxy(m_edit);
    showPlaceholder();
    noticeText();
    connect(m_edit, &QPlainTextEdit::textChanged, this, &AddressListField::noticeText);
    connect(&m_pause, &QTimer::timeout, this, &AddressListField::check);
}

QStringList AddressListField::addresses() const
{
    QStringList addresses;
    for (const QStringList parts = m_edit->toPlainText().split(separators()); const QString &part : parts) {
        if (const QString address = part.trimmed(); !address.isEmpty())
            addresses << address;
    }
    return addresses;
}

void AddressListField::setAddresses(const QStringList &addresses)
{
    if (addresses != this->addresses()) {
        const QScopedValueRollback program(m_isProgram, true);
        m_edit->setPlainText(addresses.join(u'\n'));
    }
    m_toldProblem.clear();
    check();
}

void AddressListField::setEditable(bool editable)
{
    m_editable = editable;
    m_edit->setReadOnly(!editable);
    m_edit->setFrameShape(editable ? QFrame::StyledPanel : QFrame::NoFrame);
    QPalette own;
    if (!editable)
        own.setBrush(QPalette::Base, Qt::transparent);
    m_edit->setPalette(own);
    showPlaceholder();
    fit();
    check();
}

void AddressListField::setIfNone(const QString &ifNone)
{
    m_ifNone = ifNone;
    showPlaceholder();
}

void AddressListField::showPlaceholder()
{
    m_edit->setPlaceholderText(m_editable && m_ifNone.isEmpty() ? tr("One address to a line")
            : m_editable                                        ? tr("%1; one address to a line").arg(m_ifNone)
                                                                : m_ifNone);
}

void AddressListField::showProblem(const QString &problem)
{
    m_toldProblem = problem;
    showReason(problem);
}

void AddressListField::clearProblem()
{
    m_toldProblem.clear();
    check();
}

QString AddressListField::problem() const
{
    return m_editable ? judge(m_edit->toPlainText()).reason : QString();
}

/// The editor tells of new colours and underlines too.
void AddressListField::noticeText()
{
    fit();
    const QStringList now = addresses();
    const qsizetype count = now.size();
    m_count->setText(tr("%Ln of %1 addresses", nullptr, int(count)).arg(policy::mostAlertAddresses));
    m_count->setVisible(m_editable && count > 0);
    if (now == m_seen)
        return;
    m_seen = now;
    m_edit->setExtraSelections({});
    if (m_isProgram)
        return;
    m_toldProblem.clear();
    if (m_reasonRow->isVisibleTo(this))
        check(); // What is put right is right at once.
    m_pause.start();
    emit changed();
}

void AddressListField::check()
{
    m_pause.stop();
    const Judgement judgement = m_editable ? judge(m_edit->toPlainText()) : Judgement();
    QList<QTextEdit::ExtraSelection> marks;
    for (const auto &[position, length] : judgement.places) {
        QTextEdit::ExtraSelection mark{.cursor = m_edit->textCursor(), .format = {}};
        mark.cursor.setPosition(int(position));
        mark.cursor.setPosition(int(position + length), QTextCursor::KeepAnchor);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(toneColor(Tone::Error, palette()));
        marks.append(mark);
    }
    m_edit->setExtraSelections(marks);
    showReason(m_toldProblem.isEmpty() ? judgement.reason : m_toldProblem);
}

void AddressListField::showReason(const QString &reason)
{
    const bool isNews = !reason.isEmpty() && reason != m_reason->text();
    m_reason->setText(reason);
    m_reasonRow->setVisible(!reason.isEmpty());
    m_edit->setAccessibleDescription(reason);
    if (isNews && m_edit->hasFocus()) {
        QAccessibleAnnouncementEvent announcement(m_edit, reason);
        QAccessible::updateAccessibility(&announcement);
    }
}

/// As high as its lines, so that few of them leave room for the rest of the page.
void AddressListField::fit()
{
    const int lines = std::clamp(m_edit->blockCount(), m_editable ? fewestLines : 1, mostLines);
    const QMargins margins = m_edit->contentsMargins();
    const int around
        = 2 * int(m_edit->document()->documentMargin()) + margins.top() + margins.bottom() + 2 * m_edit->frameWidth();
    m_edit->setFixedHeight(lines * m_edit->fontMetrics().lineSpacing() + around + 2);
}

void AddressListField::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
    if (event->type() == QEvent::PaletteChange)
        check();
}

}
