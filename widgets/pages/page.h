// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error/error.h"
#include "platform/failure.h"
#include "platform/sessionclient.h"
#include "platform/settingsstate.h"
#include "policy/accesspresets.h"

#include <QWidget>

namespace sekimori::widgets {

/// One page of the main window. It shows values and lets them be edited; it knows no request, no answer and no other
/// page. Whoever holds it owns Apply, Revert, the view of conflicts and the question on leaving.
///
/// The order of calls: setSession() and load() before it is first shown; then, whenever any page has changed, every
/// page is told by showWhole() what all of them together would set.
class Page : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// For the navigation and the heading above the page, which is not the page's own.
    virtual QString title() const = 0;
    /// The sections that it edits; empty for a page that only shows something.
    virtual QStringList sectionKeys() const { return {}; }

    /// Who looks, and from where. Whoever is not an administrator finds nothing here that could be edited.
    virtual void setSession(const platform::Session &session);

    /// Takes @p state as what is saved and shows it. Edits are dropped.
    virtual void load(const platform::SettingsState &state);
    /// Makes the page look as if @p draft had been typed in; what is saved stays as it is. After load() this is how
    /// edits survive a conflict.
    virtual void edit(const policy::Settings &draft);
    /// @p sent is in force, as @p now. What was edited since it was sent stays edited.
    virtual void applied(const policy::Settings &sent, const platform::SettingsState &now);
    virtual void revert();

    virtual bool isChanged() const { return false; }
    /// Writes the page's sections, edited or not, into @p draft.
    virtual void collect(policy::Settings &draft) const;
    /// What has to be put right before saving; paths begin with the section's key.
    virtual Errors problems() const { return {}; }
    /// Marks the fields and rows that @p problems name, in place of those marked before, and focuses the first. Returns
    /// those that the page has no place for.
    virtual QList<platform::FieldProblem> showProblems(const QList<platform::FieldProblem> &problems);

    /// Gives the focus to the editor of @p field, a path within the section such as `pair.userName`: here the command
    /// palette leads to. As it is, that is the visible widget whose object name is the path, or its last part, and
    /// where there is none the first thing on the page that takes the focus. A page that shows records takes the
    /// record's number for a field.
    virtual void focusOn(const QString &field);
    /// What is on the page beside its values: text that is no value yet, what is searched for and selected. @p before
    /// is this very page in the language before, and goes after the call; its values are here already, by edit().
    virtual void takeOver(Page &before);

    /// What all pages together would set: for previews, and for rules that reach over several sections.
    virtual void showWhole(const policy::Settings &whole);

    /// Asks the platform anew. For pages that show something other than settings.
    virtual void refresh() { }

    /// Something is being done for the person that would end with the page. The page is not made anew before.
    virtual bool isBusy() const { return false; }

signals:
    /// The person edited something, or took an edit back.
    void changed();
    /// The person followed a link to the page called @p key of the table of pages, and there to @p place, which that
    /// page's focusOn() understands: a field, or in the audit log the number of an event or a filter. Empty: wherever
    /// it begins.
    void pageWanted(const QString &key, const QString &place = {});
    /// The person wants the page's own edits in force without another step. Not done while other pages are edited too:
    /// what of all that is to be applied, the bar asks.
    void applyWanted();
    /// The person wants @p preset set. Whoever holds the page has it reviewed and applied.
    void presetWanted(policy::AccessPreset preset);
    /// The page has learnt that the settings are not what load() brought any more.
    void settingsOutdated();
};

/// The problems as showProblems() takes them, in the language of the application.
QList<platform::FieldProblem> told(const Errors &errors);

}
