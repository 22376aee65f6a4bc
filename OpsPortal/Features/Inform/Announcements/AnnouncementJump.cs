using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.Inform.Notifications;
using OpsPortal.Ui.Shell.Palette;

namespace OpsPortal.Features.Inform.Announcements;

/// <summary>Leads from <c>ANN-1</c> and <c>NTF-3</c> to what they name.</summary>
internal sealed class AnnouncementJump : IJump
{
    public (string Title, string Href)? To(string text)
    {
        if (!text.Contains('-', StringComparison.Ordinal)) return null;
        if (AnnouncementNumber.TryParse(text, null, out var announcement)) return ($"Open {announcement}", $"/announcements/{announcement}");
        return NotificationNumber.TryParse(text, null, out var rule) ? ($"Open {rule}", $"/announcements/notifications/{rule}") : null;
    }
}
