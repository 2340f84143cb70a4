using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Running;

/// <summary>The values of one scope under the declarations of another version: by id, else by name; new ones begin as declared.</summary>
internal static class VariableMove
{
    /// <param name="activityId">Whose scope it is, for what cannot be: the id of the container, or of the root for the workflow's own.</param>
    public static (JsonObject Values, IReadOnlyList<FieldError> Obstacles) Map(
        string activityId, IReadOnlyList<VariableDeclaration> from, IReadOnlyList<VariableDeclaration> to, JsonObject values)
    {
        // What is declared no longer stays: scripts and the way back may still ask for it.
        var moved = (JsonObject)values.DeepClone();
        var obstacles = new List<FieldError>();
        foreach (var declared in to)
        {
            var old = from.FirstOrDefault(d => d.Id == declared.Id) ?? from.FirstOrDefault(d => d.Name == declared.Name);
            if (old is null || !values.ContainsKey(old.Id))
            {
                moved[declared.Id] = declared.Initial();
                continue;
            }

            try
            {
                moved[declared.Id] = Coercion.To(declared.TypeName, values[old.Id]?.DeepClone());
            }
            catch (ExpressionFault)
            {
                obstacles.Add(new FieldError(activityId, "move-variable-type", declared.Name, declared.TypeName ?? "Object"));
            }
        }

        return (moved, obstacles);
    }
}
