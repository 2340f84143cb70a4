using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Alokon.Tests.Architecture;

/// <summary>One type names another: in its declaration, a signature, or the body of a method.</summary>
/// <param name="User">Full name of the outermost type.</param>
/// <param name="Used">Full name of the outermost type.</param>
internal readonly record struct Use(string User, string Used);

/// <summary>
/// Reads what the compiler wrote, so a type named without a `using` counts too. Blind to constants and enum members,
/// which the compiler copies.
/// </summary>
internal sealed class CompiledUses(MetadataReader metadata, PEReader program)
{
    private static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!) // OpCodes has static fields of this one type only
        .ToDictionary(code => code.Value & 0xFFFF);

    private readonly HashSet<Use> _found = [];
    private string _user = string.Empty;

    public static IReadOnlyCollection<Use> Of(string assemblyFile)
    {
        using var program = new PEReader(File.OpenRead(assemblyFile));
        return new CompiledUses(program.GetMetadataReader(), program).Read();
    }

    private HashSet<Use> Read()
    {
        foreach (var handle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(handle);
            _user = NameOf(handle);
            See(type.BaseType);
            See(type.GetInterfaceImplementations().Select(i => metadata.GetInterfaceImplementation(i).Interface));
            See(type.GetCustomAttributes().Select(a => metadata.GetCustomAttribute(a).Constructor));
            foreach (var field in type.GetFields().Select(metadata.GetFieldDefinition))
            {
                field.DecodeSignature(new SignatureTypes(this), null);
            }

            foreach (var method in type.GetMethods().Select(metadata.GetMethodDefinition))
            {
                See(method);
            }
        }

        return _found;
    }

    private void See(MethodDefinition method)
    {
        method.DecodeSignature(new SignatureTypes(this), null);
        See(method.GetCustomAttributes().Select(a => metadata.GetCustomAttribute(a).Constructor));
        foreach (var parameter in method.GetGenericParameters().Select(metadata.GetGenericParameter))
        {
            See(parameter.GetConstraints().Select(c => metadata.GetGenericParameterConstraint(c).Type));
        }

        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        var body = program.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
        {
            metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(new SignatureTypes(this), null);
        }

        See(body.ExceptionRegions.Where(r => !r.CatchType.IsNil).Select(r => r.CatchType));
        See(body.GetILReader());
    }

    private void See(BlobReader il)
    {
        while (il.RemainingBytes > 0)
        {
            int value = il.ReadByte();
            var code = Codes[value == 0xFE ? 0xFE00 | il.ReadByte() : value];
            switch (code.OperandType)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    See((EntityHandle)MetadataTokens.Handle(il.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    var targets = il.ReadInt32();
                    il.Offset += 4 * targets;
                    break;
                default:
                    il.Offset += SizeOf(code.OperandType);
                    break;
            }
        }
    }

    private static int SizeOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    private void See(IEnumerable<EntityHandle> handles)
    {
        foreach (var handle in handles)
        {
            See(handle);
        }
    }

    private void See(EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition or HandleKind.TypeReference when !handle.IsNil:
                _found.Add(new Use(_user, NameOf(handle)));
                break;
            case HandleKind.TypeSpecification:
                metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(new SignatureTypes(this), null);
                break;
            case HandleKind.MethodSpecification:
                var generic = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                generic.DecodeSignature(new SignatureTypes(this), null);
                See(generic.Method);
                break;
            case HandleKind.MemberReference:
                See(metadata.GetMemberReference((MemberReferenceHandle)handle));
                break;
            case HandleKind.MethodDefinition:
                See(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.FieldDefinition:
                See(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
        }
    }

    private void See(MemberReference member)
    {
        See(member.Parent);
        if (member.GetKind() == MemberReferenceKind.Method)
        {
            member.DecodeMethodSignature(new SignatureTypes(this), null);
        }
        else
        {
            member.DecodeFieldSignature(new SignatureTypes(this), null);
        }
    }

    private string NameOf(EntityHandle handle)
    {
        if (handle.Kind == HandleKind.TypeReference)
        {
            var reference = metadata.GetTypeReference((TypeReferenceHandle)handle);
            return reference.ResolutionScope.Kind == HandleKind.TypeReference
                ? NameOf(reference.ResolutionScope)
                : NameOf(reference.Namespace, reference.Name);
        }

        var type = metadata.GetTypeDefinition((TypeDefinitionHandle)handle);
        return type.GetDeclaringType() is { IsNil: false } outer ? NameOf(outer) : NameOf(type.Namespace, type.Name);
    }

    private string NameOf(StringHandle space, StringHandle name) => $"{metadata.GetString(space)}.{metadata.GetString(name)}";

    /// <summary>Walks a signature; only the types it names matter, nothing is built.</summary>
    private sealed class SignatureTypes(CompiledUses uses) : ISignatureTypeProvider<bool, object?>
    {
        public bool GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => See(handle);

        public bool GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => See(handle);

        public bool GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) => See(handle);

        public bool GetArrayType(bool elementType, ArrayShape shape) => true;

        public bool GetByReferenceType(bool elementType) => true;

        public bool GetFunctionPointerType(MethodSignature<bool> signature) => true;

        public bool GetGenericInstantiation(bool genericType, ImmutableArray<bool> typeArguments) => true;

        public bool GetGenericMethodParameter(object? genericContext, int index) => true;

        public bool GetGenericTypeParameter(object? genericContext, int index) => true;

        public bool GetModifiedType(bool modifier, bool unmodifiedType, bool isRequired) => true;

        public bool GetPinnedType(bool elementType) => true;

        public bool GetPointerType(bool elementType) => true;

        public bool GetPrimitiveType(PrimitiveTypeCode typeCode) => true;

        public bool GetSZArrayType(bool elementType) => true;

        private bool See(EntityHandle handle)
        {
            uses.See(handle);
            return true;
        }
    }
}
