namespace OpsPortal.Features.People.Administration.Dialogs;

/// <summary>What can be done about a person's duties.</summary>
public sealed class DutyActs(GrantDuty grant, RevokeDuty revoke)
{
    public GrantDuty Grant => grant;
    public RevokeDuty Revoke => revoke;
}

/// <summary>What can be done about a person's accounts.</summary>
public sealed class AccountActs(LinkAccount link, DisableAccount disable, EnableAccount enable, ResetPassword resetPassword, ResetTotp resetTotp)
{
    public LinkAccount Link => link;
    public DisableAccount Disable => disable;
    public EnableAccount Enable => enable;
    public ResetPassword ResetPassword => resetPassword;
    public ResetTotp ResetTotp => resetTotp;
}
