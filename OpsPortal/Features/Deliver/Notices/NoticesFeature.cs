using Microsoft.Extensions.Options;
using OpsPortal.Features.Deliver.Notices.Senders;

namespace OpsPortal.Features.Deliver.Notices;

internal static class NoticesFeature
{
    /// <summary>What other systems say of the deployments that they carry out.</summary>
    public static WebApplicationBuilder AddNotices(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<NoticeOptions>().BindConfiguration(NoticeOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<NoticeOptions>, NoticeOptions.Validator>();
        builder.Services.AddSingleton<PushedCommits>().AddSingleton<NoticeChanges>().AddSingleton<RogueEvents>().AddSingleton<TakeNotice>().AddSingleton<NoticeQueries>().AddSingleton<SenderDesk>();
        return builder;
    }
}
