using System.Data;
using System.Runtime.CompilerServices;
using Dapper;

namespace Alokon.Sop;

/// <summary>PostgreSQL's timestamptz comes as a UTC DateTime; the rooms speak DateTimeOffset.</summary>
internal sealed class DapperTypes : SqlMapper.TypeHandler<DateTimeOffset>
{
#pragma warning disable CA2255 // every reader of this assembly needs it, whoever hosts it: product, tests, bench
    [ModuleInitializer]
    internal static void Register() => SqlMapper.AddTypeHandler(new DapperTypes());
#pragma warning restore CA2255

    public override DateTimeOffset Parse(object value) =>
        value is DateTimeOffset offset ? offset : new DateTimeOffset(DateTime.SpecifyKind((DateTime)value, DateTimeKind.Utc));

    public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value.UtcDateTime;
}
