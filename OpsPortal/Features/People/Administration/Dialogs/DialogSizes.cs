using MudBlazor;

namespace OpsPortal.Features.People.Administration.Dialogs;

internal static class DialogSizes
{
    public static DialogOptions Medium { get; } = new() { MaxWidth = MaxWidth.Small, FullWidth = true, CloseButton = true, BackdropClick = false };

    public static DialogOptions Wide { get; } = new() { MaxWidth = MaxWidth.Medium, FullWidth = true, CloseButton = true };
}
