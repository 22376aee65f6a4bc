using Microsoft.Extensions.Options;
using OpsPortal.Features.Respond.Problems.Acts;
using OpsPortal.Features.Respond.Problems.Components;
using OpsPortal.Features.Respond.Problems.Components.Handling;
using OpsPortal.Features.Respond.Problems.Pages;
using OpsPortal.Features.Respond.Problems.Queries;
using OpsPortal.Ui.Shell.Palette;

namespace OpsPortal.Features.Respond.Problems;

internal static class ProblemsFeature
{
    /// <summary>Problems: their use cases, what counts and proposes them, and their screens.</summary>
    public static WebApplicationBuilder AddProblems(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ProblemOptions>().BindConfiguration(ProblemOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ProblemOptions>, ProblemOptionsValidator>();
        AddProblemParts(builder.Services);
        builder.Services.AddScoped<DecidingProblems>().AddScoped<WorkingProblems>().AddScoped<KnowingErrors>().AddScoped<EndingProblems>().AddScoped<ProblemActs>();
        builder.Services.AddSingleton<NewProblemTools>().AddSingleton<IJump, ProblemJump>();
        return builder;
    }

    /// <summary>The same without screens of their own.</summary>
    internal static void AddProblemParts(IServiceCollection services)
    {
        services.AddSingleton<ProblemDesk>().AddSingleton<ProposeProblem>().AddSingleton<IProblemQueries, ProblemQueries>().AddSingleton<KnownErrors>().AddSingleton<ProblemTools>();
        services.AddSingleton<ConfirmProblem>().AddSingleton<DismissProblem>().AddSingleton<WriteProblem>().AddSingleton<CommentOnProblem>().AddSingleton<DeclareKnownError>()
            .AddSingleton<SetFix>().AddSingleton<ResolveProblem>().AddSingleton<CloseProblem>().AddSingleton<ReopenProblem>()
            .AddSingleton<AssignProblem>().AddSingleton<ReprioritiseProblem>().AddSingleton<RecogniseProblem>().AddSingleton<LinkEvent>().AddSingleton<LinkIncident>();
    }
}
