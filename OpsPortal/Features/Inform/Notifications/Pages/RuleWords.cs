using OpsPortal.Domain.Inform.Destinations;

namespace OpsPortal.Features.Inform.Notifications.Pages;

/// <summary>Destinations in the words of the screen.</summary>
internal static class RuleWords
{
    public static string Of(DestinationKind kind) => kind == DestinationKind.OnCall ? "On call" : kind.ToString();
}
