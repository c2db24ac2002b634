// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/filterfield.h"

#include "audit/filter/editing.h"
#include "audit/filter/parser.h"
#include "audit/filter/rule.h"
#include "controls/iconlabel.h"
#include "controls/themeicon.h"
#include "controls/tone.h"
#include "error/messages.h"
#include "items/timeterms.h"
#include "log/completionpopup.h"
#include "log/filterchips.h"
#include "log/filterguide.h"
#include "log/filterline.h"
#include "log/savedfiltersbutton.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using audit::filter::Filter;
using audit::filter::Mistake;

namespace {

constexpr auto pause = std::chrono::milliseconds(350);

const audit::filter::Node &termNode(const Filter &filter, size_t term)
{
    const auto *all = std::get_if<audit::filter::And>(&filter.root->what);
    return all ? all->nodes.at(term) : *filter.root;
}

/// The sign of the chip says already whether it is negated.
FilterChips::Chip chipOf(const Filter &filter, size_t term)
{
    const auto &node = termNode(filter, term);
    const auto *negated = std::get_if<audit::filter::Not>(&node.what);
    const audit::filter::Place place = negated ? negated->node.front().place : filter.terms.at(term);
    return {filter.text.sliced(place.position, place.length).simplified(), negated != nullptr};
}

/// The sentence, and what could stand there instead.
QString sentenceOf(const Mistake &mistake)
{
    const QString sentence = renderMessage(mistake.error);
    if (mistake.wanted.empty())
        return sentence;
    QStringList wanted;
    for (const Message *each : mistake.wanted)
        wanted << audit::filter::wantedText(*each);
    return FilterField::tr("%1 Here could stand: %2.", "sentence, list of what is possible")
        .arg(sentence, wanted.join(FilterField::tr("; ", "between parts of a list")));
}

}

FilterField::FilterField(items::LogSource &source, items::SavedFilters &saved, QWidget *parent)
    : QWidget(parent)
    , m_saved(saved)
    , m_completion(source)
    , m_line(new FilterLine(this))
    , m_popup(new CompletionPopup(m_line))
    , m_chips(new FilterChips(this))
    , m_savedButton(new SavedFiltersButton(saved, this))
    , m_problemRow(makeProblemRow())
{
    setObjectName("filterField"_L1);
    setFocusProxy(m_line);
    m_line->setPlaceholderText(tr("Filter, for example: user:taro level>=warning since:7d"));
    m_line->setAccessibleName(tr("Filter of the events"));
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    layOut();
    connectLine();
    connectChips();
    connect(&m_pause, &QTimer::timeout, this, [this] { read(false); });
    connect(&m_completion, &FilterCompletion::changed, this, &FilterField::showProposals);
    connect(m_popup, &CompletionPopup::chosen, this, &FilterField::takeProposal);
    connect(m_savedButton, &SavedFiltersButton::chosen, this, &FilterField::setText);
    auto *find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, this, [this] {
        m_line->setFocus(Qt::ShortcutFocusReason);
        m_line->selectAll();
    });
}

void FilterField::layOut()
{
    QWidget *guide = makeGuideButton();
    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_line, 1);
    row->addWidget(guide);
    row->addWidget(m_savedButton);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(row);
    layout->addWidget(m_problemRow);
    layout->addWidget(m_chips);
    setTabOrder({m_line, guide, m_savedButton, m_chips});
}

QWidget *FilterField::makeProblemRow()
{
    auto *row = new QWidget(this);
    auto *symbol = new IconLabel(row);
    symbol->setIcon(toneIcon(Tone::Error));
    m_problem = new QLabel(row);
    m_problem->setObjectName("filterProblem"_L1);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(2, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(symbol, 0, Qt::AlignTop);
    layout->addWidget(m_problem, 1);
    row->hide();
    return row;
}

QWidget *FilterField::makeGuideButton()
{
    auto *button = new QToolButton(this);
    button->setObjectName("filterGuide"_L1);
    button->setIcon(themeIcon(u"help-contextual"_s));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolTip(tr("How filters are written"));
    button->setAccessibleName(button->toolTip());
    connect(button, &QToolButton::clicked, this, [this] {
        auto *guide = new FilterGuide(this);
        connect(guide, &FilterGuide::exampleChosen, this, &FilterField::setText);
        guide->show();
    });
    return button;
}

void FilterField::connectLine()
{
    m_line->installEventFilter(this);
    connect(m_line, &FilterLine::textChanged, this, &FilterField::noticeText);
}

void FilterField::connectChips()
{
    connect(m_chips, &FilterChips::editWanted, this, [this](qsizetype chip) { edit(size_t(chip)); });
    connect(m_chips, &FilterChips::negateWanted, this,
        [this](qsizetype chip) { setText(audit::filter::withNegatedTerm(m_filter, size_t(chip))); });
    connect(m_chips, &FilterChips::dropWanted, this,
        [this](qsizetype chip) { setText(audit::filter::withoutTerm(m_filter, size_t(chip))); });
    connect(m_chips, &FilterChips::left, this, [this] { m_line->setFocus(Qt::OtherFocusReason); });
}

QString FilterField::text() const
{
    return m_line->text();
}

void FilterField::setText(const QString &text)
{
    {
        const QScopedValueRollback program(m_isProgram, true);
        m_line->setText(text);
    }
    read(true);
}

void FilterField::setZone(const QTimeZone &zone)
{
    if (zone == m_zone)
        return;
    m_zone = zone;
    read(false);
}

void FilterField::setForRule()
{
    m_isRule = true;
    m_completion.setForRule();
    m_line->setPlaceholderText(tr("Filter, for example: user:taro level>=warning"));
}

void FilterField::showOnly(audit::Field field, const QString &value)
{
    setText(audit::filter::withTerm(m_filter, audit::filter::onlyThis(field, value)));
}

void FilterField::showAllBut(audit::Field field, const QString &value)
{
    setText(audit::filter::withTerm(m_filter, audit::filter::notThis(field, value)));
}

void FilterField::setTimeTerm(const QString &term)
{
    setText(items::withTimeTerm(m_filter, term, reading()));
}

audit::filter::Reading FilterField::reading() const
{
    return {m_zone, std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now()), m_isRule};
}

/// The line tells of new colours too.
void FilterField::noticeText()
{
    if (m_line->text() == m_seen)
        return;
    m_seen = m_line->text();
    m_line->setMistake({});
    emit textChanged();
    if (m_isProgram)
        return;
    m_recalled = -1;
    m_pause.start();
    propose();
}

void FilterField::read(bool isFinal)
{
    m_pause.stop();
    const auto filter = m_isRule ? audit::filter::parseRule(m_line->text(), reading())
                                 : audit::filter::parse(m_line->text(), reading());
    if (filter)
        take(*filter, isFinal);
    else
        showMistake(filter.error());
}

void FilterField::take(const Filter &filter, bool isFinal)
{
    clearMistake();
    const bool isNew = filter != m_filter;
    m_filter = filter;
    m_savedButton->setFilter(filter.text);
    showChips();
    if (isFinal) {
        m_recalled = -1;
        m_saved.addRecent(filter.text);
    }
    if (isNew || isFinal)
        emit applied(m_filter);
}

void FilterField::showChips()
{
    QList<FilterChips::Chip> chips;
    for (size_t term = 0; term < m_filter.terms.size(); ++term)
        chips.append(chipOf(m_filter, term));
    m_chips->setChips(chips);
}

void FilterField::showMistake(const Mistake &mistake)
{
    const QString sentence = sentenceOf(mistake);
    const bool isNews = !m_isWrong || sentence != m_problem->text();
    m_isWrong = true;
    m_line->setMistake(mistake.place);
    m_problem->setText(sentence);
    m_problemRow->show();
    m_line->setAccessibleDescription(sentence);
    if (isNews) {
        QAccessibleAnnouncementEvent announcement(m_line, sentence);
        QAccessible::updateAccessibility(&announcement);
    }
}

void FilterField::clearMistake()
{
    m_isWrong = false;
    m_line->setMistake({});
    m_problem->clear();
    m_problemRow->hide();
    m_line->setAccessibleDescription({});
}

void FilterField::edit(size_t term)
{
    const audit::filter::Place place = m_filter.terms.at(term);
    if (m_line->text() != m_filter.text)
        setText(m_filter.text);
    m_line->setFocus(Qt::OtherFocusReason);
    m_line->select(place);
}

void FilterField::propose()
{
    if (m_line->hasFocus())
        m_completion.ask(m_line->text(), m_line->cursor());
}

void FilterField::showProposals()
{
    m_popup->setProposals(m_completion.proposals());
    m_popup->showAt(m_line->cursorRect());
}

void FilterField::takeProposal(const QString &text)
{
    // It goes on with what can follow, such as the values of a field.
    m_line->replace(m_completion.replaced(), text);
}

bool FilterField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_line) {
        if (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride) {
            const auto *key = static_cast<QKeyEvent *>(event);
            if (event->type() == QEvent::KeyPress)
                return takeKey(key->key(), key->modifiers()) || QWidget::eventFilter(watched, event);
            if (key->key() == Qt::Key_Escape) // Here it is not the window's.
                event->accept();
        }
        if (event->type() == QEvent::FocusOut || event->type() == QEvent::Hide) {
            m_completion.clear();
            m_saved.addRecent(m_filter.text);
        }
    }
    return QWidget::eventFilter(watched, event);
}

bool FilterField::takeKey(int key, Qt::KeyboardModifiers modifiers)
{
    if (m_popup->isVisible() && m_popup->takeKey(key))
        return true;
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_completion.clear();
        read(true);
        return true;
    case Qt::Key_Escape:
        escape();
        return true;
    case Qt::Key_Up:
        recall(1);
        return true;
    case Qt::Key_Down:
        if (m_recalled >= 0)
            recall(-1);
        else
            propose();
        return true;
    case Qt::Key_Space:
        if (!modifiers.testFlag(Qt::ControlModifier))
            return false;
        propose();
        return true;
    default:
        return false;
    }
}

/// Back to what is in force; then to no filter; then away.
void FilterField::escape()
{
    if (m_line->text() != m_filter.text)
        setText(m_filter.text);
    else if (!m_line->text().isEmpty())
        setText({});
    else
        emit leaveWanted();
}

/// Goes through the filters that were used before, @p further back or forth again.
void FilterField::recall(int further)
{
    QStringList known = m_saved.recent();
    if (m_recalled < 0)
        m_draft = m_line->text();
    known.removeAll(m_draft.trimmed());
    const qsizetype wanted = m_recalled + further;
    if (wanted < -1 || wanted >= known.size())
        return;
    m_recalled = wanted;
    const QScopedValueRollback program(m_isProgram, true);
    m_line->setText(wanted < 0 ? m_draft : known.at(wanted));
    m_pause.start();
}

}
