using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Features.Improve.Advice.Counting;

namespace OpsPortal.Features.Improve.Advice.Advising;

/// <summary>Knows one way of making a rule quieter, and tries it on the past before offering it.</summary>
internal interface IAdvisor
{
    /// <param name="history">Its events of the last days, in the order of their coming.</param>
    /// <param name="days">How many.</param>
    Task<IReadOnlyList<Offer>> AdviseAsync(NoisyRule rule, IReadOnlyList<JudgedEvent> history, int days, CancellationToken stopping);
}
