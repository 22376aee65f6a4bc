using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Inform.Announcements.Queries;
using OpsPortal.Features.Inform.Status;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Inform.Announcements.Editing;

/// <summary>Writing an announcement, with what its readers will see beside it.</summary>
public sealed partial class AnnouncementEditPage(Viewer viewer, NavigationManager navigation) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private AnnouncementTemplate? _template;

    /// <summary>What the form was filled from.</summary>
    private int? _version;

    [Inject] private AnnouncementEditing Editing { get; set; } = default!;

    /// <summary><c>ANN-7</c>; null: a new one.</summary>
    [Parameter] public string? Number { get; set; }

    private AnnouncementForm? Form { get; set; }

    private IReadOnlyList<PublicEntryDraft> Services { get; set; } = [];

    private HashSet<ServiceKey> Public { get; set; } = [];

    private AnnouncementPreview? Preview { get; set; }

    private bool Unknown { get; set; }

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Zone => viewer.ZoneName(viewer.Now);

    protected override async Task OnInitializedAsync()
    {
        Services = await Editing.Services.CatalogueAsync(_leaving.Token);
        Public = [.. (await Editing.Services.ReadAsync(_leaving.Token)).Select(one => one.Service)];
        if (Number is null)
        {
            var form = new AnnouncementForm();
            await UseTemplateAsync(form);
            Form = form;
        }
        else
        {
            var view = AnnouncementNumber.TryParse(Number, null, out var number) ? await Editing.Queries.ViewAsync(number, _leaving.Token) : null;
            Unknown = view is null;
            if (view is null) return;
            (Form, _version) = (AnnouncementForm.Of(view.Draft, viewer.Zone), view.Row.Version);
        }

        await LookAsync();
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <summary>Other words only where nobody has written any.</summary>
    private async Task TemplateAsync()
    {
        if (Form is null) return;
        if (_template is { } before && Form.Title == before.Title && Form.Impact == before.Impact) await UseTemplateAsync(Form);
        await LookAsync();
    }

    private async Task UseTemplateAsync(AnnouncementForm form)
    {
        _template = (await Editing.Templates.AllAsync(_leaving.Token)).First(one => one.Kind == form.Kind);
        (form.Title, form.Impact, form.Effect) = (_template.Title, _template.Impact, AnnouncementTemplate.EffectOf(form.Kind));
    }

    private async Task ChooseAsync(string key, bool chosen)
    {
        if (Form is null) return;
        if (chosen) Form.Services.Add(key);
        else Form.Services.Remove(key);
        await LookAsync();
    }

    private async Task LookAsync()
    {
        if (Form is not null && !_leaving.IsCancellationRequested) Preview = await Editing.Queries.PreviewAsync(Form.ToDraft(viewer.Zone), _leaving.Token);
    }

    private async Task SaveAsync()
    {
        if (Busy || Form is null) return;
        Busy = true;
        var number = AnnouncementNumber.TryParse(Number, null, out var known) ? known : (AnnouncementNumber?)null;
        var outcome = await Editing.Save.RunAsync(await viewer.ActorAsync(), number, Form.ToDraft(viewer.Zone), _version, CancellationToken.None);
        (Busy, Why) = (false, outcome.Refusal);
        if (outcome is Outcome<Announcement>.Done(var saved)) navigation.NavigateTo($"/announcements/{saved.Number}");
    }
}
