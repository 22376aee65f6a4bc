using OpsPortal.Features.People.Links;

namespace OpsPortal.Features.People.Administration.Dialogs;

/// <summary>What can be done about a person's duties.</summary>
public sealed class DutyActs(GrantDuty grant, RevokeDuty revoke)
{
    public GrantDuty Grant => grant;
    public RevokeDuty Revoke => revoke;
}

/// <summary>What can be done about a person's accounts.</summary>
public sealed class AccountActs(LinkActs links, DisableAccount disable, EnableAccount enable, ResetPassword resetPassword, ResetTotp resetTotp)
{
    public LinkActs Links => links;
    public DisableAccount Disable => disable;
    public EnableAccount Enable => enable;
    public ResetPassword ResetPassword => resetPassword;
    public ResetTotp ResetTotp => resetTotp;
}

/// <summary>What can be done about whose an account is.</summary>
public sealed class LinkActs(LinkAccount add, JoinPersons join, UnlinkAccount unlink, LinkExternal external)
{
    public LinkAccount Add => add;
    public JoinPersons Join => join;
    public UnlinkAccount Unlink => unlink;
    public LinkExternal External => external;
}
