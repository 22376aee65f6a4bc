using Microsoft.Extensions.Options;
using OpsPortal.Features.Inform;
using OpsPortal.Features.Inform.Mail;
using OpsPortal.Live;

namespace OpsPortal.Features.Improve.Reports.Schedules.Sending;

/// <summary>What sending reports needs of the portal around it.</summary>
internal sealed class SendingTools(InformLinks links, IOptions<MailOptions> mail, ChangeFeed feed, TimeProvider clock, ILogger<SendingTools> log)
{
    public InformLinks Links => links;

    public MailOptions Mail => mail.Value;

    public ChangeFeed Feed => feed;

    public DateTimeOffset Now => clock.GetUtcNow();

    public ILogger Log => log;
}
