using OpsPortal.Domain.Kernel;

namespace OpsPortal.Ui.Lists.SavedViews;

/// <summary>Every expected no of a saved view.</summary>
public static class SavedViewRefusals
{
    public static Refusal NameMissing() => new("view.name-missing", "Give the view a name.");

    public static Refusal NameTooLong() => new("view.name-too-long", $"A name has at most {SavedView.MaxNameLength} characters.");

    public static Refusal NameTaken(string name) => new("view.name-taken", $"You already have a view named {name}.");

    public static Refusal TooLong() => new("view.too-long", "This filter is too long to be saved.");

    public static Refusal NotYours() => new("view.not-yours", "Only the person who saved a view can change it.");
}
