using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Inform.Announcements.Editing;
using OpsPortal.Features.People;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Inform.Announcements.Pages;

/// <summary>The first words of announcements, kind by kind.</summary>
public sealed partial class TemplatesPage(Viewer viewer) : ComponentBase
{
    private Actor _actor = Actors.Nobody;

    [Inject] private AnnouncementEditing Editing { get; set; } = default!;

    private List<Edited> Templates { get; set; } = [];

    private bool Busy { get; set; }

    private string Told { get; set; } = "";

    private bool MayWrite => _actor.May(Permissions.AnnouncementsWrite);

    private static IReadOnlyList<string> Sample { get; } = ["Web shop"];

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        await ReadAsync();
    }

    private async Task ReadAsync() => Templates = [.. (await Editing.Templates.AllAsync(CancellationToken.None)).Select(one => new Edited { Kind = one.Kind, Title = one.Title, Impact = one.Impact, ChangedBy = one.ChangedBy, Version = one.Version })];

    private async Task SaveAsync(Edited template)
    {
        if (Busy) return;
        (Busy, Told) = (true, "");
        var outcome = await Editing.Templates.SaveAsync(_actor, template.Kind, template.Title, template.Impact, template.Version, CancellationToken.None);
        (Busy, template.Why) = (false, outcome.Refusal);
        if (outcome is not Outcome<AnnouncementTemplate>.Done(var saved)) return;
        (template.Version, template.ChangedBy, Told) = (saved.Version, saved.ChangedBy, $"The template for {template.Kind} is saved.");
    }

    /// <summary>With a service and times that stand for any.</summary>
    private string Filled(string text) => AnnouncementText.Fill(text, Sample, viewer.Now.AddDays(1), viewer.Now.AddDays(1).AddHours(2));

    /// <summary>A template while it is typed.</summary>
    private sealed class Edited
    {
        public SubjectKind Kind { get; init; }

        public string Title { get; set; } = "";

        public string Impact { get; set; } = "";

        public string ChangedBy { get; set; } = "";

        public int Version { get; set; }

        public Refusal? Why { get; set; }
    }
}
