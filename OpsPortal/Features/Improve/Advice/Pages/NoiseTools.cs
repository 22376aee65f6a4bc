using OpsPortal.Features.Improve.Advice.Advising;
using OpsPortal.Features.Improve.Advice.Applying;
using OpsPortal.Features.Improve.Advice.Counting;
using OpsPortal.Features.Improve.Advice.Queries;

namespace OpsPortal.Features.Improve.Advice.Pages;

/// <summary>What the pages of noise need.</summary>
internal sealed class NoiseTools(NoiseQueries noise, RecountNoise recount, SetAllowance allowance, AdviseOnRule advise, ApplyAdvice apply)
{
    public NoiseQueries Noise => noise;

    public RecountNoise Recount => recount;

    public SetAllowance Allowance => allowance;

    public AdviseOnRule Advise => advise;

    public ApplyAdvice Apply => apply;
}
