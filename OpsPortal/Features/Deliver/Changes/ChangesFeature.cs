using OpsPortal.Features.Deliver.Approvals.Acts;
using OpsPortal.Features.Deliver.Approvals.Pages;
using OpsPortal.Features.Deliver.Approvals.Proposals;
using OpsPortal.Features.Deliver.Approvals.Queries;
using OpsPortal.Features.Deliver.Approvals.Telling;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Deliver.Changes.Components.Handling;
using OpsPortal.Features.Deliver.Changes.Pages.Editing;
using OpsPortal.Features.Deliver.Changes.Queries;
using OpsPortal.Features.Deliver.Duties.Acts;
using OpsPortal.Features.Deliver.Gates;
using OpsPortal.Features.Deliver.Policies;
using OpsPortal.Features.Deliver.Policies.Pages;
using OpsPortal.Features.Deliver.Templates;
using OpsPortal.Features.Deliver.Templates.Pages;
using OpsPortal.Features.Detect.Moments;
using OpsPortal.Ui.Shell.Rail;

namespace OpsPortal.Features.Deliver.Changes;

internal static class ChangesFeature
{
    /// <summary>Changes, their approvals, the policies that decide on them, and the templates that standard changes follow.</summary>
    public static WebApplicationBuilder AddChanges(this WebApplicationBuilder builder)
    {
        builder.Services.AddChangeParts();
        builder.Services.AddHostedService<PolicyStart>();
        builder.Services.AddSingleton<IAreaCount, WaitingApprovalCount>();
        builder.Services.AddSingleton<RunningChanges>().AddSingleton<AskingForChanges>().AddSingleton<ChangeHandling>().AddSingleton<ChangeFormTools>().AddSingleton<ApprovalTools>().AddSingleton<PolicyTools>().AddSingleton<TemplateTools>();
        return builder;
    }

    /// <summary>The same without screens of their own.</summary>
    internal static IServiceCollection AddChangeParts(this IServiceCollection services)
    {
        services.AddSingleton<ChangeDesk>().AddSingleton<IChangeQueries, ChangeQueries>().AddSingleton<IChangeHistory, ChangeHistory>();
        services.AddSingleton<RequestChange>().AddSingleton<EditChange>().AddSingleton<CreditAuthors>().AddSingleton<AnswerRisk>().AddSingleton<CommentOnChange>().AddSingleton<WithdrawChange>()
            .AddSingleton<SubmitChange>().AddSingleton<StartChange>().AddSingleton<FinishChange>().AddSingleton<BackOutChange>().AddSingleton<CloseChange>();
        services.AddSingleton<ApprovalMail>().AddSingleton<DecideOnChange>().AddSingleton<Delegations>().AddSingleton<Inbox>().AddSingleton<BreakTheGlass>().AddSingleton<OverrideFreeze>();
        services.AddSingleton<ProposalDesk>().AddSingleton<PolicyDesk>().AddSingleton<PolicyQueries>().AddSingleton<TemplateDesk>().AddSingleton<TemplateQueries>().AddSingleton<Gate>().AddSingleton<GateKeeper>().AddSingleton<WaitAtGate>();
        return services;
    }
}
