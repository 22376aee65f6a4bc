using System.Globalization;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Risk;

namespace OpsPortal.Features.Deliver.Evidence.Print.Sections;

/// <summary>Facts in the words of a printed page.</summary>
internal static class Printed
{
    public static string At(DateTimeOffset? at) => at is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC") : "";

    public static string Of(Party party) => party.Account.Length > 0 && party.Account != party.Name ? $"{party.Name} ({party.Account})" : party.Name;

    public static string Of(TimeSpan time) => time.TotalDays >= 1 && time.Ticks % TimeSpan.TicksPerDay == 0 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0} days") : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalHours):0} h {time.Minutes:00} min");

    public static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Of(ChangeState state) => state switch
    {
        ChangeState.AwaitingApproval => "Awaiting approval",
        ChangeState.BackedOut => "Backed out",
        _ => state.ToString(),
    };

    public static string Of(RiskLevel risk) => risk == RiskLevel.VeryHigh ? "Very high" : risk.ToString();

    public static string Of(ApprovalState state) => state == ApprovalState.AskedBack ? "A question is open" : state.ToString();

    public static string Of(DecisionKind kind) => kind switch
    {
        DecisionKind.Approve => "Approved",
        DecisionKind.Reject => "Rejected",
        DecisionKind.Comment => "Commented",
        DecisionKind.AskBack => "Asked back",
        DecisionKind.Answer => "Answered",
        DecisionKind.Void => "Became void",
        DecisionKind.Expire => "Ran out",
        DecisionKind.Withdraw => "Withdrawn",
        DecisionKind.Spend => "Carried out",
        _ => "Approved too late",
    };

    public static string Of(StepUpMethod method) => method == StepUpMethod.Totp ? "one-time code" : method.ToString().ToLowerInvariant();

    public static string Of(Part part) => part switch
    {
        Part.Requester => "Asked for it",
        Part.Editor => "Edited it",
        Part.Author => "Wrote what it deploys",
        Part.Trigger => "Started it",
        _ => "Is to carry it out",
    };
}
