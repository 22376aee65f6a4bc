using MudBlazor;
using OpsPortal.Features.Detect.Sources.Acts;
using OpsPortal.Features.Detect.Sources.Queries;

namespace OpsPortal.Features.Detect.Sources.Pages;

/// <summary>What the page of a source works with.</summary>
public sealed class SourcePageTools(SourceQueries sources, SourceDesk desk, SourceSnippets snippets, IDialogService dialogs)
{
    public SourceQueries Sources => sources;

    public SourceDesk Desk => desk;

    public SourceSnippets Snippets => snippets;

    public IDialogService Dialogs => dialogs;
}
