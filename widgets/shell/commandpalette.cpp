// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/commandpalette.h"

#include "controls/themeicon.h"
#include "controls/tone.h"
#include "look/colors.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTextLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using items::CommandsModel;

namespace {

constexpr QSize usualSize(640, 420);
constexpr int fromTop = 72;
constexpr int padding = 12;
constexpr int iconSize = 18;

/// A title with what was typed in it made bold, its English name beside it, and at the other end where it stands.
class CommandDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {option.rect.width(), option.fontMetrics.height() + 16};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        const bool isPossible = index.data(CommandsModel::WhyNotRole).toString().isEmpty();
        const QPalette &palette = option.palette;
        const QColor ink = palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text);
        const QColor dim = isSelected ? ink : explanationColor(palette);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (isSelected || option.state.testFlag(QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(isSelected
                    ? palette.color(QPalette::Highlight)
                    : blended(palette.color(QPalette::Base), palette.color(QPalette::Text), 0.08F));
            painter->drawRoundedRect(QRectF(option.rect).adjusted(4, 1, -4, -1), 5, 5);
        }
        QRect rect = option.rect.adjusted(padding + 4, 0, -padding - 4, 0);
        themeIcon(index.data(CommandsModel::IconRole).toString())
            .paint(painter, QRect(rect.left(), rect.center().y() - iconSize / 2 + 1, iconSize, iconSize),
                Qt::AlignCenter, isSelected ? QIcon::Selected : QIcon::Normal);
        rect.setLeft(rect.left() + iconSize + padding);
        painter->setPen(dim);
        rect.setRight(drawAtEnd(*painter, option, rect, endOf(index)) - padding);
        rect.setLeft(drawTitle(*painter, option, rect, index, isPossible ? ink : dim) + padding);
        painter->setPen(dim);
        const QString english = index.data(CommandsModel::EnglishRole).toString();
        painter->drawText(rect, Qt::AlignVCenter, option.fontMetrics.elidedText(english, Qt::ElideRight, rect.width()));
        painter->restore();
    }

private:
    static QString endOf(const QModelIndex &index)
    {
        if (const QString whyNot = index.data(CommandsModel::WhyNotRole).toString(); !whyNot.isEmpty())
            return whyNot;
        const QString shortcut = index.data(CommandsModel::ShortcutRole).toString();
        const QString place = index.data(CommandsModel::PlaceRole).toString();
        return shortcut.isEmpty() ? place : u"%1   %2"_s.arg(place, shortcut);
    }

    /// Returns where it begins.
    static int drawAtEnd(QPainter &painter, const QStyleOptionViewItem &option, const QRect &rect, const QString &text)
    {
        const QString shown = option.fontMetrics.elidedText(text, Qt::ElideMiddle, rect.width() * 11 / 20);
        painter.drawText(rect, Qt::AlignVCenter | Qt::AlignRight, shown);
        return rect.right() - option.fontMetrics.horizontalAdvance(shown);
    }

    /// Returns where it ends.
    static int drawTitle(QPainter &painter, const QStyleOptionViewItem &option, const QRect &rect,
        const QModelIndex &index, const QColor &ink)
    {
        QTextLayout layout(
            option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, rect.width()), option.font);
        QList<QTextLayout::FormatRange> formats;
        const auto marks = index.data(CommandsModel::MarksRole).value<QList<qsizetype>>();
        for (const qsizetype mark : marks) {
            QTextCharFormat bold;
            bold.setFontWeight(QFont::Bold);
            bold.setFontUnderline(true);
            formats.append({int(mark), 1, bold});
        }
        layout.setFormats(formats);
        layout.beginLayout();
        const QTextLine line = layout.createLine();
        layout.endLayout();
        painter.setPen(ink);
        layout.draw(&painter, QPointF(rect.left(), rect.center().y() - line.height() / 2 + 1));
        return rect.left() + int(line.naturalTextWidth());
    }
};

}

CommandPalette::CommandPalette(const QList<items::Command> &commands, QWidget *over)
    : QDialog(over, Qt::Dialog | Qt::FramelessWindowHint)
    , m_model(commands)
    , m_search(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_nothing(explanationLabel({}, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Find a page, setting or command"));
    m_search->setObjectName("search"_L1);
    m_search->setPlaceholderText(tr("Name of a page, a setting or a command"));
    m_search->setAccessibleName(windowTitle());
    m_search->addAction(themeIcon(u"search"_s), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new CommandDelegate(m_list));
    m_list->setAccessibleName(tr("What fits, best first"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_nothing->setAlignment(Qt::AlignCenter);
    layOut();
    place();
    connect(m_search, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { choose(m_list->currentIndex()); });
    connect(m_list, &QListView::clicked, this, &CommandPalette::choose);
    connect(m_list, &QListView::activated, this, &CommandPalette::choose);
    search({});
    m_search->setFocus();
}

void CommandPalette::layOut()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 10, 10, 8);
    layout->setSpacing(8);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_nothing, 1);
}

/// In the upper middle of the window, where the eye is.
void CommandPalette::place()
{
    const QWidget *over = parentWidget()->window();
    const QSize fitting = usualSize.boundedTo(over->size() - QSize(40, 2 * fromTop)).expandedTo({320, 200});
    resize(fitting);
    const QPoint corner((over->width() - fitting.width()) / 2, std::min(fromTop, over->height() / 8));
    move(over->mapToGlobal(corner));
}

void CommandPalette::search(const QString &text)
{
    m_model.setSearch(text);
    const bool hasAny = m_model.rowCount() > 0;
    m_list->setVisible(hasAny);
    m_nothing->setVisible(!hasAny);
    m_nothing->setText(hasAny ? QString() : tr("Nothing is called “%1”.").arg(text));
    m_list->setCurrentIndex(m_model.index(0));
    const QString told = hasAny ? m_list->currentIndex().data(Qt::AccessibleTextRole).toString() : m_nothing->text();
    QAccessibleAnnouncementEvent announcement(m_list, told);
    QAccessible::updateAccessibility(&announcement);
}

void CommandPalette::choose(const QModelIndex &index)
{
    if (!index.isValid() || !m_model.commandAt(index).whyNot.isEmpty())
        return;
    const auto act = m_model.commandAt(index).act;
    accept();
    parentWidget()->window()->activateWindow(); // for the focus that may come of it
    act();
}

bool CommandPalette::event(QEvent *event)
{
    if (event->type() == QEvent::WindowDeactivate)
        reject();
    return QDialog::event(event);
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    // The list is walked through without leaving the line.
    const auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown: {
        QCoreApplication::sendEvent(m_list, event);
        QAccessibleAnnouncementEvent announcement(
            m_list, m_list->currentIndex().data(Qt::AccessibleTextRole).toString());
        QAccessible::updateAccessibility(&announcement);
        return true;
    }
    default:
        return QDialog::eventFilter(watched, event);
    }
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().window());
    painter.setPen(blended(lineColor(palette()), palette().color(QPalette::WindowText), 0.2F));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

}
