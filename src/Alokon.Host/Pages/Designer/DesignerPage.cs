using Alokon.Sop.People;

namespace Alokon.Host.Pages.Designer;

/// <summary>A page of the designer: for those who design, and for those who look.</summary>
public abstract class DesignerPage : AlokonPage
{
    /// <summary>False after the refusal was shown.</summary>
    protected bool MayRead { get; private set; }

    protected bool MayWrite => Here.May(Permissions.WriteDefinitions);

    protected sealed override async Task LoadAsync()
    {
        MayRead = Here.May(Permissions.ReadDefinitions);
        if (!MayRead)
        {
            Refuse(new PeopleRefusal.RoleMayNot("Desainer"));
            return;
        }

        await LoadDesignAsync();
    }

    protected virtual Task LoadDesignAsync() => Task.CompletedTask;
}
